// The editor of live pages, from CodeMirror's parts: Python in colour, brackets, undo, and no more than that.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python, pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { highlightCode, tagHighlighter, tags } from "@lezer/highlight";

// The classes of Pygments, so that code has the page's colours, in light and in dark, before and after.
const classes = tagHighlighter([
  { tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword], class: "k" },
  { tag: [tags.operator, tags.operatorKeyword], class: "o" },
  { tag: tags.string, class: "s1" },
  { tag: tags.special(tags.string), class: "s1" },
  { tag: [tags.number, tags.bool, tags.null], class: "mi" },
  { tag: tags.comment, class: "c1" },
  { tag: tags.function(tags.definition(tags.variableName)), class: "nf" },
  { tag: tags.className, class: "nc" },
  { tag: tags.meta, class: "nd" },
]);

const LABEL = "Press Shift+Enter to run the cell. To leave it by the Tab key, press Escape first.";

// Put an editor with `text` into the element `parent`; `run(goOn)` and `changed()` are called at keys and edits.
export function createEditor({ parent, text, label, run, changed }) {
  const runs = (goOn) => () => (run(goOn), true);
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          { key: "Shift-Enter", run: runs(true) },
          { key: "Mod-Enter", run: runs(false) },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        history(),
        indentUnit.of("    "),
        EditorState.tabSize.of(4),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        python(),
        syntaxHighlighting(classes),
        EditorView.contentAttributes.of({ "aria-label": `${label}. ${LABEL}`, spellcheck: "false" }),
        EditorView.updateListener.of((update) => update.docChanged && changed()),
      ],
    }),
  });
}

// Return the text of an editor.
export const textOf = (editor) => editor.state.doc.toString();

// Put another text into an editor.
export function replaceText(editor, text) {
  editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
}

// Return a <pre> of Python code in colour.
export function colored(code) {
  const pre = document.createElement("pre");
  const put = (text, names) => {
    const part = document.createElement("span");
    part.className = names;
    part.textContent = text;
    pre.append(part);
  };
  highlightCode(code, pythonLanguage.parser.parse(code), classes, put, () => pre.append("\n"));
  return pre;
}
