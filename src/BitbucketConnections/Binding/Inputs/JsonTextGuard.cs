namespace BitbucketConnections.Binding.Inputs;

/// <summary>Refuses JSON text, which PowerShell pipes line by line, with one error instead of one for each line.</summary>
internal sealed class JsonTextGuard
{
    private bool _isInText;

    /// <summary>Determines whether an input is a later line of JSON text that was refused.</summary>
    /// <param name="input">The input.</param>
    public bool IsLaterLine(PipedInput input) => _isInText && input.Text is not null;

    /// <summary>Refuses the first line of JSON text.</summary>
    /// <param name="input">The input.</param>
    /// <param name="remedy">The remedy as a sentence.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: the input is JSON text.</exception>
    public void Refuse(PipedInput input, string remedy)
    {
        if (input.IsJsonText)
        {
            _isInText = true;
            throw ServiceException.FromFindings([new Finding("JsonTextPiped", $"The input is JSON text. PowerShell pipes it line by line, so the other lines are ignored. {remedy}")]);
        }
    }
}
