using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Completion;

/// <summary>Completes the profiles in the shared AWS files.</summary>
internal sealed class ProfileNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var names = EngineHost.Engine.ListProfiles(CompletionSettings.Location(new CompletionLine(commandName, parameterName, commandAst, fakeBoundParameters)));
            return CompletionText.Match(names.Select(name => new Choice(name, name)), wordToComplete).ToList();
        }
        catch (ServiceException)
        {
            // A file that cannot be read gives no results. The command itself reports the cause.
            return [];
        }
    }
}
