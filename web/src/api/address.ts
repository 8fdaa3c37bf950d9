/** Where the API is asked for something; parameters that are undefined are not named. */
export function address(path: string, query: object = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query as Record<string, string | number | boolean | undefined>)) {
    if (value !== undefined) parameters.set(name, value.toString());
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}
