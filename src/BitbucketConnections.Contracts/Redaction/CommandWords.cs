using System;

namespace BitbucketConnections;

/// <summary>The words of a shell command that were read so far: they decide the meaning of a short option.</summary>
internal sealed class CommandWords
{
    // Options of curl without a value, which can be written before -u in the same word.
    private const string CurlFlags = "sSfLkvigGIjnNqaO0123456#";

    private bool _isCurl;
    private bool _isHttpie;
    private bool _isMySql;
    private bool _logsIn;
    private char _separate;
    private bool _writes;
    private string _last = string.Empty;

    /// <summary>Gets whether the command sets a value by a name and a space.</summary>
    public bool Sets { get; private set; }

    /// <summary>Gets the range of the arguments of a program that writes them, such as <c>echo</c>; null if there are none.</summary>
    public (int Start, int End)? Written { get; private set; }

    /// <summary>Gets what the command before the pipe writes; null if it is not known.</summary>
    public (int Start, int End)? Input { get; init; }

    /// <summary>Gets or sets whether the command reads a secret from its standard input.</summary>
    public bool ReadsSecret { get; set; }

    /// <summary>Gets whether the next word is a header.</summary>
    public bool ExpectsHeader => _isHttpie || _last is "-H" or "--header";

    /// <summary>Adds a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="start">Its first character in the text.</param>
    /// <param name="end">The position after it and after what was read with it.</param>
    public void Add(string word, int start, int end)
    {
        // echo -n X, printf '%s' X
        if (_writes && (Written is not null || (word[0] != '-' && word.IndexOf('%') < 0)))
        {
            Written = (Written?.Start ?? start, end);
        }

        var isFirst = _last.Length == 0;
        _last = word;
        var name = word.Substring(word.LastIndexOf('/') + 1);
        name = name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - 4) : name;
        _writes |= isFirst && name is "echo" or "printf" or "print";
        switch (name)
        {
            case "curl":
                _isCurl = true;
                break;
            case "http" or "https":
                _isHttpie = true;
                break;
            case "set" or "setx" or "setenv" or "export" or "config":
                Sets = true;
                break;
            case "login":
                _logsIn = true;
                break;
            case "mysql" or "mysqldump" or "mysqladmin" or "mysqlimport" or "mysqlshow" or "mysqlcheck" or "mysqlsh" or "mariadb" or "mariadb-dump" or "mariadb-admin":
                _isMySql = true;
                break;
            case "sshpass" or "mongo" or "mongosh" or "mongodump" or "mongorestore" or "mongoexport" or "mongoimport" or "twine":
                _separate = 'p';
                break;
            case "sqlcmd" or "bcp" or "zip" or "unzip":
                _separate = 'P';
                break;
            case "redis-cli":
                _separate = 'a';
                break;
            case "ldapsearch" or "ldapadd" or "ldapmodify" or "ldappasswd":
                _separate = 'w';
                break;
            default:
                break;
        }
    }

    /// <summary>Determines whether an option's value is <c>user:password</c>.</summary>
    /// <returns>The position of the value in the word; the length of the word if the value is the next word; null for other options.</returns>
    public int? UserOption(string word)
    {
        if (IsUserOptionName(word))
        {
            return word.Length;
        }

        if (_isHttpie && word.StartsWith("-a", StringComparison.Ordinal))
        {
            return 2;
        }

        var letter = _isCurl ? word.IndexOfAny(['u', 'U'], 1) : -1;
        for (var i = 1; i < letter; i++)
        {
            if (CurlFlags.IndexOf(word[i]) < 0)
            {
                return null;
            }
        }

        return letter > 0 ? letter + 1 : null;
    }

    /// <summary>Determines whether the value of a long option of the command is <c>user:password</c>.</summary>
    public bool IsUserOptionName(string name) => _isCurl && name is "--user" or "--proxy-user";

    /// <summary>Determines whether a short option is the password option of the command's program.</summary>
    /// <param name="word">The option, with what is written in the same word.</param>
    /// <param name="isQuoted">Whether a quotation mark follows without a space.</param>
    /// <returns>The position of the password in the word; the length of the word if it is the next word; null for other options.</returns>
    public int? PasswordOption(string word, bool isQuoted)
    {
        if (word.Length < 2 || word[1] == '-')
        {
            return null;
        }

        // mysql -p X asks for the password of the database X.
        return _isMySql && word[1] == 'p' ? ((word.Length > 2 && !IsPort(word)) || isQuoted ? 2 : null)
            : (_separate != '\0' && word[1] == _separate) || (_logsIn && word[1] == 'p') ? 2
            : null;
    }

    // docker run --name mysql -p3306:3306 mysql
    private static bool IsPort(string word)
    {
        var hasColon = false;
        for (var i = 2; i < word.Length; i++)
        {
            if (!char.IsDigit(word[i]) && word[i] is not (':' or '.'))
            {
                return false;
            }

            hasColon |= word[i] == ':';
        }

        return hasColon;
    }
}
