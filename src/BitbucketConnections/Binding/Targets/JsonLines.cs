using System.Text.RegularExpressions;

namespace BitbucketConnections.Binding.Targets;

/// <summary>Finds JSON that another program writes line by line, so that it is one error and not one for each line.</summary>
internal sealed class JsonLines
{
    // A brace or bracket, and what can follow it in JSON. A name can start with a bracket, but not with these.
    private static readonly Regex s_start = new(@"\A\s*[\{\[]\s*(?:[\{\[\]\}""]|\z)", RegexOptions.CultureInvariant);
    private bool _isJson;

    /// <summary>Determines whether an input is a line of JSON.</summary>
    /// <param name="input">The input.</param>
    /// <param name="isFirst">Whether it is the first line.</param>
    public bool IsLine(PipedInput input, out bool isFirst)
    {
        var text = input.Value as string;
        isFirst = !_isJson && text is not null && s_start.IsMatch(text);
        _isJson |= isFirst;
        return _isJson && text is not null;
    }
}
