//! Answers: questions about a place, put to core.

use super::actions::{self, FIX_ALL, Target, TextEdits};
use super::checking::Checking;
use super::documents::{File, Pair};
use super::pair;
use super::place::Places;
use super::refactorings::{self, Chosen};
use super::server::{Server, read};
use super::session::error;
use laneway_core::diagnostic::Edit;
use laneway_core::language::{self, Side, Texts};
use lsp_server::{ErrorCode, ResponseError};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CodeActionResponse, CompletionItem,
    CompletionItemKind, CompletionParams, CompletionTextEdit, DocumentSymbol, DocumentSymbolParams,
    Documentation, FoldingRange, FoldingRangeKind, FoldingRangeParams, GotoDefinitionParams, Hover,
    HoverContents, HoverParams, LocationLink, MarkupContent, MarkupKind, PrepareRenameResponse,
    RenameParams, SymbolKind, TextDocumentIdentifier, TextDocumentPositionParams, TextEdit, Uri,
    WorkspaceEdit,
};
use std::str::FromStr as _;

/// What is asked about: one of two texts.
struct Subject {
    pair: Pair,
    side: Side,
}

impl Subject {
    fn texts(&self) -> Texts<'_> {
        Texts {
            template: &self.pair.template.text,
            scenario: &self.pair.scenario.text,
        }
    }

    fn text(&self) -> &str {
        self.texts().on(self.side)
    }
}

impl Server {
    pub(super) fn code_actions(&self, params: &CodeActionParams) -> Option<CodeActionResponse> {
        let only = params.context.only.as_deref();
        let uri = &params.text_document.uri;
        let document = self.documents.get(uri.as_str())?;
        let places = Places::new(&document.text, self.encoding);
        let target = Target {
            document,
            places: &places,
            uri,
            form: self.form,
        };
        let mut found = Vec::new();
        if only.is_none_or(|kinds| actions::asks_for(kinds, &CodeActionKind::QUICKFIX)) {
            found.extend(actions::quick_fixes(&target, places.span(params.range)));
        }
        // Repairing everything takes several checks: only for those who ask for it.
        if only.is_some_and(|kinds| actions::asks_for(kinds, &FIX_ALL)) {
            let checking = Checking::of(&self.documents, uri.as_str());
            found.extend(actions::fix_all(&target, &checking));
        }
        let is_template = !pair::is_scenario(uri.as_str());
        if is_template && refactorings::are_wanted(&params.context, &document.text) {
            let pair = self.documents.pair(uri.as_str());
            let place = places.span(params.range);
            let actions = refactorings::actions(&target, &pair, place, self.can_wait);
            found.extend(actions);
        }
        Some(found)
    }

    /// An action with its edits.
    pub(super) fn resolved(&self, mut action: CodeAction) -> Result<CodeAction, ResponseError> {
        let chosen: Chosen = read(action.data.take().unwrap_or_default())?;
        let changed = || error(ErrorCode::ContentModified, "the text has changed since");
        let document = self.documents.get(&chosen.uri);
        let document = document.filter(|it| it.version == chosen.version);
        let document = document.ok_or_else(changed)?;
        let uri = Uri::from_str(&chosen.uri).map_err(|_| changed())?;
        let pair = self.documents.pair(&chosen.uri);
        let offer = refactorings::find(&pair, &chosen).ok_or_else(changed)?;
        let target = Target {
            document,
            places: &Places::new(&document.text, self.encoding),
            uri: &uri,
            form: self.form,
        };
        action.edit = Some(target.edit(&offer.edits));
        Ok(action)
    }

    pub(super) fn completion(&self, params: &CompletionParams) -> Option<Vec<CompletionItem>> {
        let (subject, offset) = self.place(&params.text_document_position)?;
        let places = Places::new(subject.text(), self.encoding);
        let found = language::complete(subject.texts(), subject.side, offset)?;
        let range = places.range(found.span);
        let items = found
            .items
            .into_iter()
            .enumerate()
            .map(|(index, item)| CompletionItem {
                label: item.label,
                kind: Some(completion_kind(item.kind)),
                documentation: (!item.doc.is_empty())
                    .then(|| Documentation::MarkupContent(markdown(item.doc))),
                // Core knows what is likely; an editor would sort by letters.
                sort_text: Some(format!("{index:05}")),
                text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, item.insert))),
                ..CompletionItem::default()
            });
        Some(items.collect())
    }

    pub(super) fn hover(&self, params: &HoverParams) -> Option<Hover> {
        let (subject, offset) = self.place(&params.text_document_position_params)?;
        let places = Places::new(subject.text(), self.encoding);
        let hover = language::hover(subject.texts(), subject.side, offset)?;
        Some(Hover {
            contents: HoverContents::Markup(markdown(hover.text)),
            range: Some(places.range(hover.span)),
        })
    }

    pub(super) fn definition(&self, params: &GotoDefinitionParams) -> Option<Vec<LocationLink>> {
        let (subject, offset) = self.place(&params.text_document_position_params)?;
        let found = language::definition(subject.texts(), subject.side, offset)?;
        let template = &subject.pair.template;
        let target = Places::new(&template.text, self.encoding).range(found.target);
        let places = Places::new(subject.text(), self.encoding);
        Some(vec![LocationLink {
            origin_selection_range: Some(places.range(found.origin)),
            target_uri: Uri::from_str(&template.uri).ok()?,
            target_range: target,
            target_selection_range: target,
        }])
    }

    pub(super) fn renamable(
        &self,
        params: &TextDocumentPositionParams,
    ) -> Option<PrepareRenameResponse> {
        let (subject, offset) = self.place(params)?;
        let found = language::renamable(subject.texts(), subject.side, offset)?;
        let places = Places::new(subject.text(), self.encoding);
        Some(PrepareRenameResponse::RangeWithPlaceholder {
            range: places.range(found.span),
            placeholder: found.name,
        })
    }

    pub(super) fn rename(
        &self,
        params: &RenameParams,
    ) -> Result<Option<WorkspaceEdit>, ResponseError> {
        let Some((subject, offset)) = self.place(&params.text_document_position) else {
            return Ok(None);
        };
        let name = params.new_name.trim();
        let renaming = language::rename(subject.texts(), subject.side, offset, name)
            .map_err(|why| error(ErrorCode::RequestFailed, why))?;
        let Pair { template, scenario } = &subject.pair;
        let texts = [(template, renaming.template), (scenario, renaming.scenario)];
        let texts = texts.into_iter().filter(|(_, edits)| !edits.is_empty());
        let texts = texts.filter_map(|(file, edits)| self.text_edits(file, &edits));
        Ok(Some(self.form.workspace_edit(texts.collect())))
    }

    fn text_edits(&self, file: &File, edits: &[Edit]) -> Option<TextEdits> {
        let places = Places::new(&file.text, self.encoding);
        Some(TextEdits {
            uri: Uri::from_str(&file.uri).ok()?,
            version: self.documents.get(&file.uri).map(|it| it.version),
            edits: edits.iter().map(|edit| places.edit(edit)).collect(),
        })
    }

    pub(super) fn symbols(&self, params: &DocumentSymbolParams) -> Option<Vec<DocumentSymbol>> {
        let subject = self.subject(&params.text_document)?;
        let places = Places::new(subject.text(), self.encoding);
        let symbols = language::symbols(subject.texts(), subject.side);
        Some(symbols.into_iter().map(|it| symbol(it, &places)).collect())
    }

    pub(super) fn folds(&self, params: &FoldingRangeParams) -> Option<Vec<FoldingRange>> {
        let subject = self.subject(&params.text_document)?;
        let places = Places::new(subject.text(), self.encoding);
        let folds = language::folds(subject.texts(), subject.side).into_iter();
        let ranges = folds.map(|fold| FoldingRange {
            start_line: places.position(fold.span.start).line,
            end_line: places.position(fold.span.end).line,
            kind: fold.is_comment.then_some(FoldingRangeKind::Comment),
            ..FoldingRange::default()
        });
        Some(ranges.collect())
    }

    fn place(&self, params: &TextDocumentPositionParams) -> Option<(Subject, usize)> {
        let subject = self.subject(&params.text_document)?;
        let offset = Places::new(subject.text(), self.encoding).offset(params.position);
        Some((subject, offset))
    }

    /// Only open texts are asked about.
    fn subject(&self, document: &TextDocumentIdentifier) -> Option<Subject> {
        let uri = document.uri.as_str();
        self.documents.get(uri)?;
        let side = if pair::is_scenario(uri) {
            Side::Scenario
        } else {
            Side::Template
        };
        Some(Subject {
            pair: self.documents.pair(uri),
            side,
        })
    }
}

fn markdown(value: String) -> MarkupContent {
    MarkupContent {
        kind: MarkupKind::Markdown,
        value,
    }
}

fn completion_kind(kind: language::CompletionKind) -> CompletionItemKind {
    match kind {
        language::CompletionKind::Key => CompletionItemKind::PROPERTY,
        language::CompletionKind::Word => CompletionItemKind::ENUM_MEMBER,
        language::CompletionKind::Reference => CompletionItemKind::REFERENCE,
    }
}

fn symbol(symbol: language::Symbol, places: &Places) -> DocumentSymbol {
    let children = symbol.children.into_iter();
    let children: Vec<_> = children.map(|it| self::symbol(it, places)).collect();
    #[expect(deprecated, reason = "the type has no other constructor")]
    DocumentSymbol {
        name: symbol.name,
        detail: None,
        kind: symbol_kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: places.range(symbol.span),
        selection_range: places.range(symbol.selection),
        children: Some(children).filter(|it| !it.is_empty()),
    }
}

fn symbol_kind(kind: language::SymbolKind) -> SymbolKind {
    match kind {
        language::SymbolKind::Stage => SymbolKind::NAMESPACE,
        language::SymbolKind::Step => SymbolKind::FUNCTION,
        language::SymbolKind::Task => SymbolKind::EVENT,
        language::SymbolKind::Section => SymbolKind::MODULE,
        language::SymbolKind::Item => SymbolKind::OBJECT,
    }
}
