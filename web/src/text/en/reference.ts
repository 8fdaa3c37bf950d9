/** Texts of the API reference. Read by the build as well, so this module imports nothing. */

export const referenceText = {
  /** Texts of docs/index.html by the names of their placeholders. */
  page: {
    description: 'How to use the Skynotes API: a guide to get started, and a reference of all operations.',
    title: 'API · Skynotes',
    skipToContent: 'Skip to content',
    contents: 'On this page',
    reference: 'Reference',
    introduction:
      'Open an operation to see its parameters and responses, and to try it. The reference is generated from an',
    openapi: 'OpenAPI 3.1 description',
    introductionEnd: ', which other tools can read, too.',
    noScript: 'The reference needs JavaScript. The OpenAPI description does not.',
  },
  code: {
    copy: 'Copy',
    copied: 'Copied',
    failed: "Couldn't copy",
  },
  signedInUser: {
    unknown: "Couldn't check whether you are signed in.",
    signedIn: (email: Node) => [
      'You are signed in as ',
      email,
      ". Requests you send here act on that account's real data.",
    ],
    signedOut: (signIn: Node) => [
      'You are not signed in, so you can only try public operations. To try the others, ',
      signIn,
      ' in a new tab, then come back.',
    ],
    signIn: 'sign in',
  },
  operations: {
    loading: 'Loading the reference…',
    failed: "Couldn't load the reference. Check your connection, then reload the page.",
    requestBody: 'Request body',
    schema: 'Schema',
  },
} as const;
