using System;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Removes tags of connections and pipelines by key.</summary>
[Cmdlet(VerbsCommon.Remove, "BitbucketTag", DefaultParameterSetName = ParameterSets.ByArn, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, HelpUri = HelpLinks.Base + "Remove-BitbucketTag.md")]
[OutputType(typeof(void))]
public sealed class RemoveBitbucketTagCommand : TagTargetCommand
{
    /// <summary>Gets or sets the keys, 1–128 characters each. A key that does not exist is not an error.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "The keys of the tags")]
    [Alias("Key", "TagKeys")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(TagKeyCompleter))]
    public string[] TagKey { get; set; } = [];

    /// <inheritdoc/>
    private protected override Action<IEngineSession> Prepare(string arn)
    {
        var keys = TagKey;
        return session => Remove(session, arn, keys);
    }

    private void Remove(IEngineSession session, string arn, string[] keys)
    {
        if (keys.Select(TagRules.CheckKey).OfType<Finding>().ToList() is { Count: > 0 } findings)
        {
            throw ServiceException.FromFindings(findings);
        }

        RequireOwnConnection(session, arn);
        if (ShouldProcess(arn, "Remove tags " + string.Join(", ", keys)))
        {
            Await(token => session.Tags.RemoveAsync(arn, keys, token));
        }
    }
}
