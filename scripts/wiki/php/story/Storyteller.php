<?php

use MediaWiki\MediaWikiServices;
use Wikimedia\Rdbms\IDatabase;
use Wikimedia\Timestamp\ConvertibleTimestamp;

/** Checks a story, then performs its actions one after another, each at its own time. */
class Storyteller {

	private const GROUPS = [ EditActions::class, PageActions::class, HistoryActions::class, UserActions::class ];
	private const COMMON = [ 'do', 'at', 'as', 'id' ];

	/** @var array[] name of an action => [ Actions object, method, required keys, optional keys ] */
	private $actions = [];
	/** @var UserActions */
	private $people;
	/** @var int The wiki's time, in seconds since 1970; 0 before the first action */
	private $clock = 0;
	/** @var int[] id of an action => the revision it made */
	private $revids = [];

	public function __construct() {
		// MediaWiki wants somebody to be "here": nobody, who reads the wiki's own language.
		$services = MediaWikiServices::getInstance();
		RequestContext::getMain()->setUser( $services->getUserFactory()->newAnonymous( '127.0.0.1' ) );
		RequestContext::getMain()->setLanguage( $services->getContentLanguage() );
		foreach ( self::GROUPS as $class ) {
			$object = new $class( $this );
			foreach ( $class::list() as $name => $spec ) {
				$this->actions[$name] = [ $object, ...$spec ];
			}
			if ( $object instanceof UserActions ) {
				$this->people = $object;
			}
		}
	}

	/**
	 * @param string $json A list of actions, or { "actions": [...], "jobs": false }
	 * @return array[] One result for each action
	 */
	public function tell( string $json ): array {
		$story = json_decode( $json, true );
		if ( !is_array( $story ) ) {
			throw new StoryProblem( 'A story is a JSON list of actions: ' . json_last_error_msg() );
		}
		if ( !array_is_list( $story ) ) {
			$this->checkKeys( 'story', $story, [ 'actions' ], [ 'jobs' ] );
		}
		$actions = array_is_list( $story ) ? $story : $story['actions'];
		foreach ( $actions as $number => $action ) {
			$this->check( $number, $action );
		}
		$jobs = $story['jobs'] ?? true;
		$results = [];
		foreach ( $actions as $number => $action ) {
			$results[] = $this->perform( $number, $action, $jobs );
		}
		if ( $jobs ) {
			$this->runJobs();
		}
		return $results;
	}

	public function people(): UserActions {
		return $this->people;
	}

	public function db(): IDatabase {
		return MediaWikiServices::getInstance()->getDBLoadBalancer()->getConnection( DB_PRIMARY );
	}

	/** @param int|string $named A revision id, or the "id" of an earlier action that made a revision */
	public function revid( $named ): int {
		if ( is_int( $named ) || ctype_digit( $named ) ) {
			return (int)$named;
		}
		if ( !isset( $this->revids[$named] ) ) {
			throw new StoryProblem( "no earlier action of this story has the id “{$named}” and made a revision" );
		}
		return $this->revids[$named];
	}

	/**
	 * Runs jobs until none is left.
	 * @param string[]|null $types null: all
	 * @return int How many
	 */
	public function runJobs( ?array $types = null ): int {
		$services = MediaWikiServices::getInstance();
		$done = 0;
		foreach ( $types ?? [ false ] as $type ) {
			if ( $type && $services->getJobQueueGroup()->get( $type )->isEmpty() ) {
				continue;
			}
			$ran = $services->getJobRunner()->run( [ 'type' => $type, 'throttle' => false ] );
			foreach ( $ran['jobs'] as $job ) {
				if ( $job['status'] !== 'ok' ) {
					throw new StoryProblem( "job {$job['type']} failed: {$job['error']}" );
				}
				$done++;
			}
		}
		return $done;
	}

	private function check( int $number, $action ): void {
		$name = is_array( $action ) ? $action['do'] ?? null : null;
		if ( !is_string( $name ) || !isset( $this->actions[$name] ) ) {
			throw new StoryProblem( "Action {$number}: “do” must be one of "
				. implode( ', ', array_keys( $this->actions ) ) . '; it is ' . json_encode( $name ) );
		}
		[ , , $required, $optional ] = $this->actions[$name];
		$this->checkKeys( "Action {$number} ({$name})", $action, $required, [ ...self::COMMON, ...$optional ] );
	}

	private function checkKeys( string $where, array $given, array $required, array $optional ): void {
		$missing = array_diff( $required, array_keys( $given ) );
		if ( $missing ) {
			throw new StoryProblem( "{$where}: “" . reset( $missing ) . '” is missing' );
		}
		$unknown = array_diff( array_keys( $given ), $required, $optional );
		if ( $unknown ) {
			throw new StoryProblem( "{$where}: unknown key “" . reset( $unknown ) . '”; known are '
				. implode( ', ', [ ...$required, ...$optional ] ) );
		}
	}

	private function perform( int $number, array $action, bool $jobs ): array {
		[ $object, $method ] = $this->actions[$action['do']];
		try {
			$this->setClock( $action['at'] ?? null );
			$logBefore = $this->lastLogId();
			$result = $object->$method( $action );
			$this->finishUpdates();
			if ( $jobs ) {
				// Reverted edits are marked within seconds on a live wiki, before anybody can react. Later it
				// could be refused: a revert that was itself reverted meanwhile no longer marks anything.
				$this->runJobs( [ 'revertedTagUpdate' ] );
			}
		} catch ( StoryProblem $problem ) {
			throw new StoryProblem( "Action {$number} ({$action['do']}): {$problem->getMessage()}" );
		}
		$result = $this->complete( $result, $logBefore );
		if ( isset( $action['id'] ) && isset( $result['revid'] ) ) {
			$this->revids[$action['id']] = $result['revid'];
		}
		return $result;
	}

	/** Adds what every result says: when, and the page, its latest revision and the log entry as they are now. */
	private function complete( array $result, int $logBefore ): array {
		$result['timestamp'] = wfTimestamp( TS_ISO_8601, $this->clock );
		if ( isset( $result['title'] ) ) {
			$title = Title::newFromText( $result['title'] );
			$result['title'] = $title->getPrefixedText();
			$result += [
				'pageid' => $title->getArticleID( IDBAccessObject::READ_LATEST ),
				'revid' => $title->getLatestRevID( IDBAccessObject::READ_LATEST ),
			];
		}
		$logAfter = $this->lastLogId();
		if ( $logAfter > $logBefore ) {
			$result['logid'] = $logAfter;
		}
		return $result;
	}

	private function lastLogId(): int {
		return (int)$this->db()->newSelectQueryBuilder()
			->select( 'MAX(log_id)' )->from( 'logging' )->caller( __METHOD__ )->fetchField();
	}

	/** @param string|null $at null: a second after the action before, or now */
	private function setClock( ?string $at ): void {
		if ( $at === null ) {
			$this->clock = $this->clock ? $this->clock + 1 : $this->now();
		} elseif ( $at[0] === '+' ) {
			$this->clock = strtotime( $at, $this->clock ?: $this->now() );
		} else {
			$time = ConvertibleTimestamp::convert( TS_UNIX, $at );
			if ( $time === false ) {
				throw new StoryProblem( "“{$at}” is no time; write 2026-11-01T12:00:00Z or “+2 hours”" );
			}
			$this->clock = (int)$time;
		}
		ConvertibleTimestamp::setFakeTime( $this->clock );
	}

	/** The present, but never before the wiki's newest revision: stories told one after another keep their order. */
	private function now(): int {
		$newest = $this->db()->newSelectQueryBuilder()
			->select( 'MAX(rev_timestamp)' )->from( 'revision' )->caller( __METHOD__ )->fetchField();
		return max( time(), (int)ConvertibleTimestamp::convert( TS_UNIX, $newest ) + 1 );
	}

	/** Ends what the action began, as the end of a request would, and forgets what this process remembers. */
	private function finishUpdates(): void {
		$services = MediaWikiServices::getInstance();
		$services->getDBLoadBalancerFactory()->commitPrimaryChanges( __METHOD__ );
		DeferredUpdates::doUpdates();
		$services->getDBLoadBalancerFactory()->commitPrimaryChanges( __METHOD__ );
		$services->getLinkCache()->clear();
		$services->getMainWANObjectCache()->clearProcessCache();
		Title::clearCaches();
	}
}
