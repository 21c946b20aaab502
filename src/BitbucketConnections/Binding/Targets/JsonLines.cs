using System;

namespace BitbucketConnections.Binding.Targets;

/// <summary>Finds JSON that another program writes line by line, so that it is one error and not one for each line.</summary>
internal sealed class JsonLines
{
    private static readonly string[] s_starts = ["{\"", "[\"", "[{"];
    private bool _isJson;

    /// <summary>Determines whether an input is a line of JSON.</summary>
    /// <param name="input">The input.</param>
    /// <param name="isFirst">Whether it is the first line.</param>
    public bool IsLine(PipedInput input, out bool isFirst)
    {
        var text = input.Value as string;
        isFirst = !_isJson && text?.Trim() is { } line && (line is "{" or "[" || Array.Exists(s_starts, start => line.StartsWith(start, StringComparison.Ordinal)));
        _isJson |= isFirst;
        return _isJson && text is not null;
    }
}
