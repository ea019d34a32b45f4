<?php

/** Something in a story that cannot be understood or done; the message is for the person who wrote it. */
class StoryProblem extends Exception {
}
