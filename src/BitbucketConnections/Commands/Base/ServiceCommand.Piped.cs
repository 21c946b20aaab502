using System.Collections.Generic;
using System.Management.Automation;
using BitbucketConnections.Binding.Targets;

namespace BitbucketConnections.Commands.Base;

/// <content>Reads piped inputs.</content>
public abstract partial class ServiceCommand
{
    private readonly JsonLines _lines = new();

    /// <summary>Reads the inputs of a record. JSON that the AWS CLI writes line by line is one error.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <returns>The inputs that can identify a resource.</returns>
    private protected IEnumerable<PipedInput> ReadInputs(IEnumerable<PSObject> inputs)
    {
        foreach (var given in inputs)
        {
            var input = new PipedInput(given);
            if (!_lines.IsLine(input, out var isFirst))
            {
                yield return input;
            }
            else if (isFirst)
            {
                IsValid(
                    new Finding("JsonTextPiped", $"The input is JSON text. To use its objects, run: … | ConvertFrom-Json | {MyInvocation.MyCommand.Name}"), input.Value);
            }
        }
    }
}
