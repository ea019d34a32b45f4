import time
from .stories import *
def test_x(bot):
    for i in range(2):
        t=time.time(); bot.declare(f"# {i}"); print("declare", time.time()-t)
        t=time.time(); bot.wiki.tell(write("Alice","A",100+i,"11-02")); print("tell", time.time()-t)
        t=time.time(); bot.update(); print("update", time.time()-t)
    t=time.time(); bot.update(); print("update", time.time()-t)
    t=time.time(); bot.explain("Alice"); print("explain", time.time()-t)
def test_y(bot):
    bot.wiki.configure()
    test_x(bot)
