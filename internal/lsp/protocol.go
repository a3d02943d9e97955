package lsp

import "encoding/json"

// The types here are the parts of the Language Server Protocol 3.17 that the server speaks; its
// specification says what they mean.

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type textRange struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type location struct {
	URI   string    `json:"uri"`
	Range textRange `json:"range"`
}

type initializeParams struct {
	RootURI          string       `json:"rootUri"`
	WorkspaceFolders []folderInfo `json:"workspaceFolders"`
	Capabilities     struct {
		General struct {
			PositionEncodings []encoding `json:"positionEncodings"`
		} `json:"general"`
		TextDocument struct {
			PublishDiagnostics struct {
				RelatedInformation bool `json:"relatedInformation"`
			} `json:"publishDiagnostics"`
		} `json:"textDocument"`
		Workspace struct {
			DidChangeWatchedFiles struct {
				DynamicRegistration bool `json:"dynamicRegistration"`
			} `json:"didChangeWatchedFiles"`
		} `json:"workspace"`
		Window struct {
			WorkDoneProgress bool `json:"workDoneProgress"`
		} `json:"window"`
	} `json:"capabilities"`
}

type folderInfo struct {
	URI string `json:"uri"`
}

type foldersParams struct {
	Event struct {
		Added   []folderInfo `json:"added"`
		Removed []folderInfo `json:"removed"`
	} `json:"event"`
}

type documentItem struct {
	URI  string  `json:"uri"`
	Text *string `json:"text"`
}

type documentParams struct {
	TextDocument documentItem `json:"textDocument"`
}

type changeParams struct {
	TextDocument   documentItem  `json:"textDocument"`
	ContentChanges []contentEdit `json:"contentChanges"`
}

// A contentEdit without a range replaces the whole text.
type contentEdit struct {
	Range *textRange `json:"range"`
	Text  string     `json:"text"`
}

type watchedParams struct {
	Changes []struct {
		URI string `json:"uri"`
	} `json:"changes"`
}

type codeActionParams struct {
	TextDocument documentItem `json:"textDocument"`
	Range        textRange    `json:"range"`
	Context      struct {
		Only []string `json:"only"`
	} `json:"context"`
}

type commandParams struct {
	Command string `json:"command"`
}

type cancelParams struct {
	ID json.RawMessage `json:"id"`
}

// The severities of diagnostics, and the types of messages.
const (
	isError   = 1
	isWarning = 2
	isInfo    = 3
)

type diagnostic struct {
	Range    textRange `json:"range"`
	Severity int       `json:"severity"`
	Code     string    `json:"code"`
	Page     struct {
		Href string `json:"href"`
	} `json:"codeDescription"`
	Source  string    `json:"source"`
	Message string    `json:"message"`
	Related []related `json:"relatedInformation,omitempty"`
}

type related struct {
	Location location `json:"location"`
	Message  string   `json:"message"`
}

type publishParams struct {
	URI         string       `json:"uri"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type codeAction struct {
	Title       string        `json:"title"`
	Kind        string        `json:"kind"`
	Diagnostics []diagnostic  `json:"diagnostics"`
	Edit        workspaceEdit `json:"edit"`
}

type workspaceEdit struct {
	Changes map[string][]textEdit `json:"changes"`
}

type textEdit struct {
	Range   textRange `json:"range"`
	NewText string    `json:"newText"`
}

type messageParams struct {
	Type    int    `json:"type"`
	Message string `json:"message"`
}

// object is JSON that is only ever written.
type object map[string]any
