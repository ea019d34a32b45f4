<?php

use MediaWiki\Revision\RevisionRecord;
use MediaWiki\Revision\SlotRecord;
use MediaWiki\Storage\EditResult;
use MediaWiki\Storage\PageUpdater;

/** Actions that save a text. */
class EditActions extends Actions {

	/** @inheritDoc */
	public static function list(): array {
		$how = [ 'summary', 'minor', 'bot', 'tags' ];
		return [
			'edit' => [ 'edit', [ 'title' ], [ 'text', 'append', 'prepend', ...$how ] ],
			'redirect' => [ 'redirect', [ 'title', 'to' ], $how ],
			'revert-to' => [ 'revertTo', [ 'revid' ], $how ],
			'undo' => [ 'undo', [ 'revid' ], [ 'after', ...$how ] ],
			'rollback' => [ 'rollback', [ 'title' ], [ 'user', 'summary', 'bot' ] ],
		];
	}

	public function edit( array $action ): array {
		if ( !isset( $action['text'] ) && !isset( $action['append'] ) && !isset( $action['prepend'] ) ) {
			throw new StoryProblem( 'give the edit a “text”, or something to “append” or “prepend”' );
		}
		$title = $this->title( $action['title'] );
		$text = $action['text'] ?? $this->currentText( $title );
		return $this->save( $title, ( $action['prepend'] ?? '' ) . $text . ( $action['append'] ?? '' ), $action );
	}

	public function redirect( array $action ): array {
		$to = $this->title( $action['to'] )->getFullText();
		return $this->save( $this->title( $action['title'] ), "#REDIRECT [[$to]]", $action );
	}

	/** Saves an old text again, as people do who open an old version and press "Publish". */
	public function revertTo( array $action ): array {
		$old = $this->revision( $action['revid'] );
		$text = $this->textOf( $old );
		return $this->save( Title::newFromLinkTarget( $old->getPageAsLinkTarget() ), $text, $action );
	}

	public function undo( array $action ): array {
		$bad = $this->revision( $action['revid'] );
		$store = $this->services->getRevisionStore();
		$good = isset( $action['after'] ) ? $this->revision( $action['after'] ) : $store->getPreviousRevision( $bad );
		if ( !$good ) {
			throw new StoryProblem( 'the first revision of a page cannot be undone' );
		}
		$title = Title::newFromLinkTarget( $bad->getPageAsLinkTarget() );
		$current = $store->getRevisionByTitle( $title, 0, IDBAccessObject::READ_LATEST );
		$handler = $this->services->getContentHandlerFactory()->getContentHandler( CONTENT_MODEL_WIKITEXT );
		$content = $handler->getUndoContent(
			$current->getContent( SlotRecord::MAIN ), $bad->getContent( SlotRecord::MAIN ),
			$good->getContent( SlotRecord::MAIN ), $current->getId() === $bad->getId()
		);
		if ( !$content ) {
			throw new StoryProblem( 'later edits stand in the way of this undo' );
		}
		$author = $bad->getUser() ? $bad->getUser()->getName() : '';
		$action += [ 'summary' => wfMessage( 'undo-summary', $bad->getId(), $author )->inContentLanguage()->text() ];
		return $this->save( $title, $content->getText(), $action, static function ( PageUpdater $updater ) use ( $good, $bad ) {
			// As EditPage does it for an undo that nobody changed before saving.
			$updater->setOriginalRevisionId( $good->getId() );
			$updater->markAsRevert( EditResult::REVERT_UNDO, $bad->getId(), $good->getId() );
		} );
	}

	public function rollback( array $action ): array {
		$page = $this->existing( $action['title'] );
		$victim = $page->getRevisionRecord()->getUser( RevisionRecord::RAW );
		$rollback = $this->services->getRollbackPageFactory()->newRollbackPage(
			$page, $this->performer( $action ),
			isset( $action['user'] ) ? $this->teller->people()->actor( $action['user'] ) : $victim
		);
		$rollback->setSummary( $action['summary'] ?? null )->markAsBot( $action['bot'] ?? false );
		$status = $rollback->rollback();
		$this->demand( $status );
		return [ 'title' => $action['title'], 'revid' => $status->getValue()['newid'] ];
	}

	private function save( Title $title, string $text, array $action, ?callable $prepare = null ): array {
		$user = $this->performer( $action );
		$page = $this->services->getWikiPageFactory()->newFromTitle( $title );
		$updater = $page->newPageUpdater( $user );
		$parent = $updater->grabParentRevision();
		$updater->setContent( SlotRecord::MAIN, ContentHandler::makeContent( $text, $title ) );
		if ( $prepare ) {
			$prepare( $updater );
		}
		if ( $this->isAutopatrolled( $user, (bool)$parent ) ) {
			$updater->setRcPatrolStatus( RecentChange::PRC_AUTOPATROLLED );
		}
		if ( $action['tags'] ?? [] ) {
			$updater->addTags( $action['tags'] );
		}
		$flags = ( $parent ? EDIT_UPDATE : EDIT_NEW )
			| ( ( $action['minor'] ?? false ) ? EDIT_MINOR : 0 )
			| ( ( $action['bot'] ?? false ) ? EDIT_FORCE_BOT : 0 );
		$revision = $updater->saveRevision(
			CommentStoreComment::newUnsavedComment( $action['summary'] ?? '' ), $flags
		);
		$this->demand( $updater->getStatus() );
		return [
			'title' => $title->getPrefixedText(),
			'revid' => $revision ? $revision->getId() : $parent->getId(),
			'parentid' => $revision ? $revision->getParentId() : $parent->getParentId(),
			'nochange' => !$revision,
		];
	}

	private function isAutopatrolled( User $user, bool $exists ): bool {
		$config = $this->services->getMainConfig();
		$patrols = $config->get( 'UseRCPatrol' ) || ( $config->get( 'UseNPPatrol' ) && !$exists );
		return $patrols && $user->isAllowed( 'autopatrol' );
	}

	private function currentText( Title $title ): string {
		$revision = $this->services->getRevisionStore()
			->getRevisionByTitle( $title, 0, IDBAccessObject::READ_LATEST );
		return $revision ? $this->textOf( $revision ) : '';
	}

	private function textOf( RevisionRecord $revision ): string {
		$content = $revision->getContent( SlotRecord::MAIN, RevisionRecord::RAW );
		return $content instanceof TextContent ? $content->getText() : '';
	}
}
