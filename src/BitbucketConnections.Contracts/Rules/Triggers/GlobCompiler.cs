using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>Compiles a pattern into steps.</summary>
internal sealed class GlobCompiler
{
    private readonly string _text;
    private readonly List<GlobStep> _steps = [];
    private int _at;

    public GlobCompiler(string text) => _text = text;

    /// <summary>Gets the reason why the pattern is not valid; null if it is valid.</summary>
    public string? Problem { get; private set; }

    public bool TryCompile(out GlobProgram? program)
    {
        while (_at < _text.Length && Problem is null)
        {
            if (_text[_at] == '{')
            {
                ReadGroup();
            }
            else
            {
                ReadOne();
            }
        }

        _steps.Add(GlobStep.Of(GlobStepKind.Match));
        program = Problem is null ? new GlobProgram(_steps) : null;
        return Problem is null;
    }

    private void ReadOne()
    {
        var c = _text[_at++];
        switch (c)
        {
            case '*':
                ReadStar();
                break;
            case '?':
                _steps.Add(GlobStep.Of(GlobStepKind.AnyOfSegment));
                break;
            case '[':
                ReadSet();
                break;
            case '\\' when _at == _text.Length:
                Problem = "no character follows the \\ at the end";
                break;
            case '\\':
                _steps.Add(GlobStep.Of(_text[_at++]));
                break;
            default:
                _steps.Add(GlobStep.Of(c));
                break;
        }
    }

    private void ReadStar()
    {
        var kind = GlobStepKind.AnyOfSegment;
        if (_at < _text.Length && _text[_at] == '*')
        {
            _at++;
            kind = GlobStepKind.Any;
        }

        var start = _steps.Count;
        _steps.Add(GlobStep.Fork(start + 1, start + 3));
        _steps.Add(GlobStep.Of(kind));
        _steps.Add(GlobStep.Jump(start));
    }

    private void ReadSet()
    {
        var ranges = new List<(char From, char To)>();
        var isNegated = _at < _text.Length && _text[_at] == '!';
        _at += isNegated ? 1 : 0;

        // A hyphen at the start is a literal hyphen.
        if (_at < _text.Length && _text[_at] == '-')
        {
            ranges.Add(('-', '-'));
            _at++;
        }

        while (_at < _text.Length && _text[_at] != ']')
        {
            var from = _text[_at++];
            if (from == '/')
            {
                Problem = "a set in [ ] can't contain a /";
                return;
            }

            var to = from;
            if (_at + 1 < _text.Length && _text[_at] == '-' && _text[_at + 1] != ']')
            {
                to = _text[_at + 1];
                _at += 2;
            }

            if (to < from)
            {
                Problem = $"the range {from}-{to} is in reverse order";
                return;
            }

            ranges.Add((from, to));
        }

        if (_at == _text.Length)
        {
            Problem = "a [ has no closing ]";
            return;
        }

        _at++;
        _steps.Add(GlobStep.Of(new GlobSet(isNegated, ranges)));
    }

    // {a,b,c}: a fork leads to each alternative, and each one jumps to the end of the group.
    private void ReadGroup()
    {
        _at++;
        var ends = new List<int>();
        while (true)
        {
            var fork = _steps.Count;
            _steps.Add(GlobStep.Of(GlobStepKind.Fork));
            while (_at < _text.Length && _text[_at] is not (',' or '}' or '{') && Problem is null)
            {
                ReadOne();
            }

            if (Problem is not null)
            {
                return;
            }

            if (_at == _text.Length || _text[_at] == '{')
            {
                Problem = _at == _text.Length ? "a { has no closing }" : "groups in { } can't be nested";
                return;
            }

            var isLast = _text[_at++] == '}';
            ends.Add(_steps.Count);
            _steps.Add(GlobStep.Of(GlobStepKind.Jump));
            _steps[fork] = isLast ? GlobStep.Jump(fork + 1) : GlobStep.Fork(fork + 1, _steps.Count);
            if (isLast)
            {
                break;
            }
        }

        ends.ForEach(end => _steps[end] = GlobStep.Jump(_steps.Count));
    }
}
