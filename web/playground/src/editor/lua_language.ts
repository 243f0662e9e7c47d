/** Highlighting and typing help for Lua 5.1 as Redis runs it. What later versions added is coloured as a mistake. */

import type { languages } from 'monaco-editor/editor/editor.api.js';

export const kLanguageId = 'lua51';

export const kLanguageConfiguration: languages.LanguageConfiguration = {
  comments: { lineComment: '--', blockComment: ['--[[', ']]'] },
  brackets: [
    ['{', '}'],
    ['[', ']'],
    ['(', ')'],
  ],
  autoClosingPairs: [
    { open: '{', close: '}' },
    { open: '[', close: ']' },
    { open: '(', close: ')' },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
    { open: "'", close: "'", notIn: ['string', 'comment'] },
  ],
  surroundingPairs: [
    { open: '{', close: '}' },
    { open: '[', close: ']' },
    { open: '(', close: ')' },
    { open: '"', close: '"' },
    { open: "'", close: "'" },
  ],
  indentationRules: {
    increaseIndentPattern:
      /^((?!--).)*(\b(then|do|else|repeat)\b((?!\bend\b).)*|\bfunction\b((?!\bend\b).)*\)|\{((?!\}).)*|\(((?!\)).)*)\s*(--.*)?$/,
    decreaseIndentPattern: /^\s*(end\b|else\b|elseif\b|until\b|\}|\))/,
  },
  folding: { offSide: false },
};

const kKeywords = [
  'and',
  'break',
  'do',
  'else',
  'elseif',
  'end',
  'for',
  'function',
  'if',
  'in',
  'local',
  'not',
  'or',
  'repeat',
  'return',
  'then',
  'until',
  'while',
];

const kGlobals = [
  '_G',
  '_VERSION',
  'assert',
  'collectgarbage',
  'error',
  'getmetatable',
  'ipairs',
  'load',
  'loadstring',
  'next',
  'pairs',
  'pcall',
  'rawequal',
  'rawget',
  'rawset',
  'select',
  'setmetatable',
  'tonumber',
  'tostring',
  'type',
  'unpack',
  'xpcall',
];

const kLibraries = [
  'bit',
  'cjson',
  'cmsgpack',
  'coroutine',
  'math',
  'os',
  'redis',
  'server',
  'string',
  'struct',
  'table',
];

export const kTokens: languages.IMonarchLanguage = {
  defaultToken: 'source',
  keywords: kKeywords,
  constants: ['nil', 'true', 'false'],
  globals: kGlobals,
  libraries: kLibraries,
  inputs: ['KEYS', 'ARGV'],
  laterVersions: ['goto'],
  escapes: /\\(?:[abfnrtv\\"'\n]|\d{1,3})/,
  tokenizer: {
    root: [
      // A field or method name is never a keyword or a global.
      [/([.:])(\s*)([A-Za-z_]\w*)(?=\s*[({"'])/, ['delimiter', 'white', 'function']],
      [/(\.)(\s*)([A-Za-z_]\w*)/, ['delimiter', 'white', 'field']],
      [
        /[A-Za-z_]\w*(?=\s*\()/,
        {
          cases: {
            '@keywords': 'keyword',
            '@constants': 'constant',
            '@globals': 'global',
            '@libraries': 'library',
            '@inputs': 'input',
            '@default': 'function',
          },
        },
      ],
      [
        /[A-Za-z_]\w*/,
        {
          cases: {
            '@keywords': 'keyword',
            '@constants': 'constant',
            '@globals': 'global',
            '@libraries': 'library',
            '@inputs': 'input',
            '@laterVersions': 'invalid',
            '@default': 'identifier',
          },
        },
      ],
      [/--\[(=*)\[/, 'comment', '@longComment.$1'],
      [/--.*$/, 'comment'],
      [/\[(=*)\[/, 'string', '@longString.$1'],
      [/0[xX][0-9a-fA-F]+/, 'number'],
      [/(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/, 'number'],
      [/\/\/|<<|>>|[&|!]|::/, 'invalid'],
      [/~=|==|<=|>=|\.\.\.?|[-+*/%^#<>=]/, 'operator'],
      [/[{}()[\]]/, '@brackets'],
      [/[;,.:]/, 'delimiter'],
      [/"/, 'string', '@string."'],
      [/'/, 'string', "@string.'"],
      [/\s+/, 'white'],
    ],
    longComment: [
      [/[^\]]+/, 'comment'],
      [/\](=*)\]/, { cases: { '$1==$S2': { token: 'comment', next: '@pop' }, '@default': 'comment' } }],
      [/./, 'comment'],
    ],
    longString: [
      [/[^\]]+/, 'string'],
      [/\](=*)\]/, { cases: { '$1==$S2': { token: 'string', next: '@pop' }, '@default': 'string' } }],
      [/./, 'string'],
    ],
    string: [
      [/[^\\"']+/, 'string'],
      [/@escapes/, 'string.escape'],
      [/\\$/, 'string.escape'],
      [/\\./, 'string.escape'],
      [/["']/, { cases: { '$0==$S2': { token: 'string', next: '@pop' }, '@default': 'string' } }],
    ],
  },
};
