#include "emit/python/standard_modules.hpp"

namespace ffigen::emit::python {
namespace {

/// Of Python 3.9 to 3.14, without those that begin with an underscore.
constexpr std::string_view modules =
    " abc aifc argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii"
    " binhex bisect builtins bz2 calendar cgi cgitb chunk cmath cmd code codecs codeop"
    " collections colorsys compileall compression concurrent configparser contextlib contextvars"
    " copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis"
    " distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp"
    " fileinput fnmatch formatter fractions ftplib functools gc genericpath getopt getpass"
    " gettext glob graphlib grp gzip hashlib heapq hmac html http imaplib imghdr imp importlib"
    " inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox"
    " mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis"
    " nntplib nt ntpath numbers opcode operator optparse os ossaudiodev parser pathlib pdb"
    " pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile"
    " pstats pty pwd pyclbr pydoc pyexpat queue quopri random re readline reprlib resource"
    " rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd"
    " smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl"
    " stat statistics string stringprep struct subprocess sunau symbol symtable sys sysconfig"
    " syslog tabnanny tarfile telnetlib tempfile termios test textwrap threading time timeit"
    " tkinter token tokenize tomllib trace traceback tracemalloc tty turtle types typing"
    " unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound"
    " wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo ";

} // namespace

bool is_standard_module(std::string_view name) {
    for (std::size_t at = 0; (at = modules.find(name, at)) != std::string_view::npos; ++at)
        if (!name.empty() && modules[at - 1] == ' ' && modules[at + name.size()] == ' ')
            return true;
    return false;
}

} // namespace ffigen::emit::python
