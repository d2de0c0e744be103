//! Who answers what.

use super::actions::EditForm;
use super::checking::Checking;
use super::documents::Documents;
use super::offer;
use super::pair;
use super::place::{Encoding, Places};
use super::problems::{self, diagnostic};
use super::refactorings;
use super::session::error;
use super::wire;
use crate::input::Refusal;
use lsp_server::{ErrorCode, Notification, Request, ResponseError};
use lsp_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument,
    Notification as _, PublishDiagnostics, ShowMessage,
};
use lsp_types::request::{
    CodeActionRequest, CodeActionResolveRequest, Completion, DocumentSymbolRequest,
    FoldingRangeRequest, GotoDefinition, HoverRequest, PrepareRenameRequest, Rename, Request as _,
};
use lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    InitializeParams, InitializeResult, MessageType, PublishDiagnosticsParams, ServerInfo,
    ShowMessageParams, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io;
use std::str::FromStr as _;

/// What is known of one editor and its texts.
pub(super) struct Server {
    pub(super) encoding: Encoding,
    pub(super) form: EditForm,
    /// Whether the editor asks for the edits of an action when it is chosen.
    pub(super) can_wait: bool,
    pub(super) documents: Documents,
    /// Open texts whose problems may have changed.
    changed: BTreeSet<String>,
    /// What was said already.
    told: BTreeSet<String>,
}

type Answer = Result<Value, ResponseError>;

impl Server {
    pub(super) fn new(client: &InitializeParams) -> Self {
        let workspace = client.capabilities.workspace.as_ref();
        let edits = workspace.and_then(|it| it.workspace_edit.as_ref());
        Self {
            encoding: Encoding::agreed(client),
            form: EditForm {
                versioned: edits.and_then(|it| it.document_changes) == Some(true),
            },
            can_wait: refactorings::can_wait(client),
            documents: Documents::default(),
            changed: BTreeSet::new(),
            told: BTreeSet::new(),
        }
    }

    /// What is offered.
    pub(super) fn greeting(&self) -> InitializeResult {
        InitializeResult {
            capabilities: offer::capabilities(self.encoding),
            server_info: Some(ServerInfo {
                name: problems::SOURCE.to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        }
    }

    /// Takes note of what happened in the editor. What is no valid notification is left out: nobody
    /// could be told.
    pub(super) fn notification(&mut self, notification: Notification) -> io::Result<()> {
        let params = notification.params;
        match notification.method.as_str() {
            DidOpenTextDocument::METHOD => self.opened(read(params).ok()),
            DidChangeTextDocument::METHOD => self.edited(read(params).ok()),
            DidCloseTextDocument::METHOD => self.closed(read(params).ok())?,
            DidChangeWatchedFiles::METHOD => {
                self.changed
                    .extend(self.documents.uris().map(str::to_owned));
            }
            _ => {}
        }
        Ok(())
    }

    /// Answers a question.
    pub(super) fn request(&mut self, request: Request) -> Answer {
        match request.method.as_str() {
            CodeActionRequest::METHOD => json(&self.code_actions(&read(request.params)?)),
            CodeActionResolveRequest::METHOD => json(&self.resolved(read(request.params)?)?),
            Completion::METHOD => json(&self.completion(&read(request.params)?)),
            HoverRequest::METHOD => json(&self.hover(&read(request.params)?)),
            GotoDefinition::METHOD => json(&self.definition(&read(request.params)?)),
            PrepareRenameRequest::METHOD => json(&self.renamable(&read(request.params)?)),
            Rename::METHOD => json(&self.rename(&read(request.params)?)?),
            DocumentSymbolRequest::METHOD => json(&self.symbols(&read(request.params)?)),
            FoldingRangeRequest::METHOD => json(&self.folds(&read(request.params)?)),
            method => Err(error(
                ErrorCode::MethodNotFound,
                format!("`{method}` is not offered"),
            )),
        }
    }

    /// Checks the texts that have changed, and tells the editor what is wrong with them.
    pub(super) fn check_changed(&mut self) -> io::Result<()> {
        while let Some(uri) = self.changed.pop_first() {
            self.check(&uri)?;
        }
        Ok(())
    }

    fn check(&mut self, uri: &str) -> io::Result<()> {
        let checking = Checking::of(&self.documents, uri);
        self.tell(&checking.refused)?;
        let (Some(document), Ok(address)) = (self.documents.get_mut(uri), Uri::from_str(uri))
        else {
            return Ok(());
        };
        document.problems = checking.problems(&document.text);
        let places = Places::new(&document.text, self.encoding);
        let problems = document.problems.iter();
        let diagnostics = problems
            .map(|it| diagnostic(it, &places, &address))
            .collect();
        let version = Some(document.version);
        wire::notify::<PublishDiagnostics>(PublishDiagnosticsParams {
            uri: address,
            diagnostics,
            version,
        })
    }

    /// Says once what is wrong with the project's configuration.
    fn tell(&mut self, refused: &[Refusal]) -> io::Result<()> {
        for Refusal(why) in refused {
            if self.told.insert(why.clone()) {
                wire::notify::<ShowMessage>(ShowMessageParams {
                    typ: MessageType::WARNING,
                    message: format!("laneway: {why}"),
                })?;
            }
        }
        Ok(())
    }

    fn opened(&mut self, params: Option<DidOpenTextDocumentParams>) {
        let Some(DidOpenTextDocumentParams { text_document }) = params else {
            return;
        };
        let uri = text_document.uri.as_str();
        self.documents
            .open(uri, text_document.text, text_document.version);
        self.touched(uri);
    }

    fn edited(&mut self, params: Option<DidChangeTextDocumentParams>) {
        let Some(params) = params else { return };
        let uri = params.text_document.uri.as_str();
        if let Some(document) = self.documents.get_mut(uri) {
            document.change(params.content_changes, self.encoding);
            document.version = params.text_document.version;
        }
        self.touched(uri);
    }

    fn closed(&mut self, params: Option<DidCloseTextDocumentParams>) -> io::Result<()> {
        let Some(DidCloseTextDocumentParams { text_document }) = params else {
            return Ok(());
        };
        self.documents.close(text_document.uri.as_str());
        self.touched(text_document.uri.as_str());
        wire::notify::<PublishDiagnostics>(PublishDiagnosticsParams {
            uri: text_document.uri,
            diagnostics: Vec::new(),
            version: None,
        })
    }

    /// The text itself, and what may be its other half.
    fn touched(&mut self, uri: &str) {
        let is_scenario = pair::is_scenario(uri);
        let halves = self.documents.uris().filter(|other| {
            let is_other_half = pair::is_scenario(other) != is_scenario;
            *other == uri || (is_other_half && pair::are_neighbours(other, uri))
        });
        self.changed.extend(halves.map(str::to_owned));
    }
}

pub(super) fn read<T: DeserializeOwned>(params: Value) -> Result<T, ResponseError> {
    serde_json::from_value(params).map_err(|why| error(ErrorCode::InvalidParams, why.to_string()))
}

/// An answer in its JSON form.
pub(super) fn json(answer: &impl Serialize) -> Answer {
    serde_json::to_value(answer).map_err(|why| error(ErrorCode::InternalError, why.to_string()))
}
