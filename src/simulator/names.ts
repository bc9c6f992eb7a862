/** First names as written and as in an e-mail address. */
export const LATIN_FIRST_NAMES = [
  ["Zoë", "zoe"],
  ["Liam", "liam"],
  ["Noor", "noor"],
  ["José", "jose"],
  ["Priya", "priya"],
  ["Łukasz", "lukasz"],
  ["Amélie", "amelie"],
  ["Kwame", "kwame"],
  ["Sinéad", "sinead"],
  ["Thảo", "thao"],
] as const;

/** Last names as written and as in an e-mail address. */
export const LATIN_LAST_NAMES = [
  ["Müller", "mueller"],
  ["O'Brien", "obrien"],
  ["García", "garcia"],
  ["Nowak", "nowak"],
  ["Okafor", "okafor"],
  ["Sørensen", "sorensen"],
  ["Patel", "patel"],
  ["Nguyễn", "nguyen"],
  ["Çelik", "celik"],
  ["Smith", "smith"],
  ["van den Berg", "vandenberg"],
  ["Kovač", "kovac"],
] as const;

/** People whose names are not written in Latin letters. */
export const OTHER_PEOPLE = [
  ["佐藤 花子", "hanako.sato"],
  ["王小明", "xiaoming.wang"],
  ["김민준", "minjun.kim"],
  ["Ольга Петрова", "olga.petrova"],
  ["عمر حداد", "omar.haddad"],
  ["Ελένη Παπαδοπούλου", "eleni.papadopoulou"],
  ["אורי לוי", "uri.levi"],
  ["अनिल शर्मा", "anil.sharma"],
] as const;

/**
 * What things are called, by resource type. The types from `task` to `email_domain` are attested as slugs;
 * the slugs of the others are inferred from the titles in Asana's documentation.
 */
export const RESOURCE_NAMES: Readonly<Record<string, readonly string[]>> = {
  task: [
    "Draft the release notes",
    'Review the "north star" metrics',
    "Renew certificates",
    "Call the landlord ☎",
  ],
  story: ["changed the due date to Friday", "added to Website relaunch", "I think this is done \\o/"],
  team: ["Platform Engineering", "Vertrieb Süd", "People & Culture", "営業部", "Security"],
  project: [
    "🚀 Website relaunch 2026",
    "Hiring plan",
    "Budget: Q3/Q4",
    "Datenschutz-Folgenabschätzung",
    "ISO 27001 <audit>",
  ],
  email_domain: ["example.com", "example.org", "guests.example.org"],
  search: ["Overdue tasks", "Unassigned & urgent", "My team's milestones"],
  division: ["EMEA", "Americas", "Asia-Pacific"],
  attachment: [
    "budget-2026.xlsx",
    "Vertrag_final_v7.pdf",
    "スクリーンショット.png",
    "logo.svg",
    "notes\tfrom meeting.txt",
  ],
  portfolio: ["Company initiatives", "Customer launches", "Infrastructure"],
  goal: ["Cut incident time by half", "Reach 99.95 % availability", "Open the Łódź office"],
  custom_field: ["Priority", "Estimated hours", "Cost centre", "Risk ⚠"],
  message: ["Welcome to the team!", "All hands on Thursday", "Outage review"],
  status_update: ["On track: week 23", "At risk: week 24", "Off track: vendor is late"],
  task_template: ["Bug report", "Onboarding checklist", "Purchase request"],
  project_template: ["Product launch", "Quarterly planning", "Event"],
  workspace_announcement: ["Office closed on 1 May", "New expense policy", "Planned maintenance"],
  custom_role: ["Security reviewer", "Contractor manager", "Export operator"],
};
