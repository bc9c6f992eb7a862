/** The proxy through which one side is reached. */
export interface WebProxy {
  /** With user name and password, where it wants them. */
  readonly url: { reveal(): string };
  /** As it may be shown: scheme, host and port. */
  readonly label: string;
}
