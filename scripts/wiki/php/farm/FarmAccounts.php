<?php
/**
 * The unified accounts of a farm: accounts of one name on its wikis are one person's.
 *
 * What the accounts are stands in the wikis' own databases, which are only read. What is not as usual stands in
 * the farm's accounts.json, which scripts/wiki/accounts.py writes:
 *
 *   {"unattached": {"Name": ["nbwiki"]}, "locked": ["Name"], "hidden": ["Name"], "home": {"Name": "enwiki"},
 *    "groups": {"Name": ["steward"]}, "ids": {"Name": 14660910}}
 */
class FarmAccounts {

	/** @var array[] What is known of each wiki by its dbname: language, folder, url */
	private array $wikis;

	/** @var array What accounts.json says */
	private array $said = [];

	/** @var PDO[] */
	private array $databases = [];

	public function __construct() {
		global $wgLocalFarm;
		$this->wikis = $wgLocalFarm['wikis'];
		$file = "{$wgLocalFarm['folder']}/accounts.json";
		if ( is_file( $file ) ) {
			$this->said = json_decode( file_get_contents( $file ), true );
		}
	}

	/** The unified account's number; it is the same however often everything is made anew. */
	public function id( string $name ): int {
		return $this->said['ids'][$name] ?? 1000000 + crc32( $name ) % 90000000;
	}

	/** The name of the unified account with a number, null when there is none. */
	public function name( int $id ): ?string {
		foreach ( array_keys( $this->wikis ) as $wiki ) {
			foreach ( $this->rows( $wiki, 'SELECT user_name FROM user' ) as $row ) {
				if ( $this->id( $row['user_name'] ) === $id && $this->exists( $row['user_name'] ) ) {
					return $row['user_name'];
				}
			}
		}
		return null;
	}

	/** Whether there is a unified account of this name: one that is attached somewhere. */
	public function exists( string $name ): bool {
		return $this->accounts( $name, true ) !== [];
	}

	public function isAttached( string $name, string $wiki ): bool {
		return !in_array( $wiki, $this->said['unattached'][$name] ?? [], true );
	}

	/** Whether the account is `locked` or `hidden`. */
	public function is( string $what, string $name ): bool {
		return in_array( $name, $this->said[$what] ?? [], true );
	}

	/** @return string[] The global groups */
	public function groups( string $name ): array {
		return $this->said['groups'][$name] ?? [];
	}

	/** The wiki where the account was made first. */
	public function home( string $name ): string {
		$registered = array_column( $this->accounts( $name, true ), 'user_registration', 'wiki' );
		asort( $registered );
		return $this->said['home'][$name] ?? array_key_first( $registered );
	}

	/** The address of a wiki, without a slash at the end. */
	public function url( string $wiki ): string {
		return $this->wikis[$wiki]['url'];
	}

	/** @return array[] The accounts of this name that are attached, or those that are not, in the farm's order */
	public function accounts( string $name, bool $attached ): array {
		$found = [];
		foreach ( array_keys( $this->wikis ) as $wiki ) {
			if ( $this->isAttached( $name, $wiki ) !== $attached ) {
				continue;
			}
			$asked = 'SELECT user_id, user_editcount, user_registration FROM user WHERE user_name = ?';
			foreach ( $this->rows( $wiki, $asked, $name ) as $row ) {
				$found[] = $row + [ 'wiki' => $wiki ];
			}
		}
		return $found;
	}

	/** @return string[] The groups of a local account */
	public function localGroups( string $wiki, int $id ): array {
		$asked = 'SELECT ug_group FROM user_groups WHERE ug_user = ? ORDER BY ug_group';
		return array_column( $this->rows( $wiki, $asked, $id ), 'ug_group' );
	}

	/** The block of a local account on the whole wiki: expiry and reason; null when there is none. */
	public function block( string $wiki, int $id ): ?array {
		$new = $this->rows( $wiki, "SELECT name FROM sqlite_master WHERE name = 'block_target'" );
		$asked = $new
			? 'SELECT bl_expiry AS expiry, comment_text AS reason FROM block
				JOIN block_target ON bt_id = bl_target JOIN comment ON comment_id = bl_reason_id
				WHERE bt_user = ? AND bt_auto = 0 AND bl_sitewide = 1'
			: 'SELECT ipb_expiry AS expiry, comment_text AS reason FROM ipblocks
				JOIN comment ON comment_id = ipb_reason_id
				WHERE ipb_user = ? AND ipb_auto = 0 AND ipb_sitewide = 1';
		$now = wfTimestamp( TS_MW );
		foreach ( $this->rows( $wiki, $asked, $id ) as $row ) {
			if ( $row['expiry'] === 'infinity' || $row['expiry'] > $now ) {
				return $row;
			}
		}
		return null;
	}

	/** @return array[] */
	private function rows( string $wiki, string $asked, ...$values ): array {
		$this->databases[$wiki] ??= new PDO(
			"sqlite:{$this->wikis[$wiki]['folder']}/data/wiki.sqlite", null, null,
			[ PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION, PDO::ATTR_TIMEOUT => 10,
				PDO::SQLITE_ATTR_OPEN_FLAGS => PDO::SQLITE_OPEN_READONLY ]
		);
		$statement = $this->databases[$wiki]->prepare( $asked );
		$statement->execute( $values );
		return $statement->fetchAll( PDO::FETCH_ASSOC );
	}
}
