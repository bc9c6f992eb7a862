/** Sumo Logic's limit of sources for one Collector. */
export const MOST_SOURCES = 1000;
