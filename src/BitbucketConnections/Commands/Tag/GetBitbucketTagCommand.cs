using System;
using System.Management.Automation;
using BitbucketConnections.Commands.Base;

namespace BitbucketConnections.Commands;

/// <summary>Gets the tags of connections and pipelines.</summary>
[Cmdlet(VerbsCommon.Get, "BitbucketTag", DefaultParameterSetName = ParameterSets.ByArn, HelpUri = HelpLinks.Base + "Get-BitbucketTag.md")]
[OutputType(typeof(Tag))]
public sealed class GetBitbucketTagCommand : TagTargetCommand
{
    /// <inheritdoc/>
    private protected override Action<IEngineSession> Prepare(string arn) => session =>
    {
        foreach (var tag in Await(token => session.Tags.ListAsync(arn, token)))
        {
            WriteObject(tag);
        }
    };
}
