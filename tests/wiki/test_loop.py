import pytest
from .test_counting_scope import *
@pytest.mark.parametrize("n", range(12))
def test_loop(bot, n):
    lists_and_templates(bot)
    a = counted(bot, "articles: {all: [{template: Scientist}, {listed_on: Project:List}]}")
    if a != ["Lise Meitner"]:
        for t in ("Template:Scientist","Lise Meitner", "Marie Curie"):
            print(bot.wiki.query(titles=t, prop="info|templates|revisions", rvprop="content|ids|timestamp", rvslots="main"))
        print(bot.wiki.query(titles="Template:Scientist", redirects=1, prop="info"))
        assert 0
