using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Adds tags to connections and pipelines, or changes the values of existing tags.</summary>
[Cmdlet(VerbsCommon.Add, "BitbucketTag", DefaultParameterSetName = ParameterSets.ByArn, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Add-BitbucketTag.md")]
[OutputType(typeof(void))]
public sealed class AddBitbucketTagCommand : TagTargetCommand
{
    /// <summary>Gets or sets the tags: keys 1–128, values 0–256 characters, at most 50.</summary>
    [Parameter(Mandatory = true, Position = 1, HelpMessage = "The tags, such as @{ team = 'web' }")]
    [Alias("Tags")]
    [ValidateNotEmpty]
    [CompletesNothing]
    public Hashtable Tag { get; set; } = [];

    /// <inheritdoc/>
    private protected override Action<IEngineSession> Prepare(string arn) => session =>
    {
        var tags = TextMap.Read(AtInput(Tag))!;
        if (TagRules.Check(tags) is { Count: > 0 } findings)
        {
            throw ServiceException.FromFindings(findings);
        }

        RequireOwnConnection(session, arn);
        if (ShouldProcess(arn, "Add tags " + string.Join(", ", tags.Keys.OrderBy(key => key))))
        {
            Await(token => session.Tags.AddAsync(arn, tags, token));
        }
    };
}
