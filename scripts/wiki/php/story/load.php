<?php

require_once __DIR__ . '/StoryProblem.php';
require_once __DIR__ . '/Actions.php';
require_once __DIR__ . '/EditActions.php';
require_once __DIR__ . '/PageActions.php';
require_once __DIR__ . '/HistoryActions.php';
require_once __DIR__ . '/UserActions.php';
require_once __DIR__ . '/Storyteller.php';
