using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Tests.Outcomes;

/// <summary>A command that changes something, and what it changes.</summary>
/// <param name="Name">The cmdlet, with what distinguishes its rows.</param>
/// <param name="Script">The command.</param>
/// <param name="IsDone">Whether the change is in the account.</param>
internal sealed record ChangingCommand(string Name, string Script, Func<IReadOnlyDictionary<string, Fact>, bool> IsDone)
{
    private const string Pipeline = "New-BitbucketPipeline -Name demo -ConnectionArn $arn -Repository w/r -Branch main -ArtifactBucket $bucket -BuildProject $project";
    private const string GivenRole = Pipeline + " -RoleArn $role";
    private const string Approval = GivenRole + " -ApprovalStage -DeployBucket $bucket";
    private const string Gated = "New-BitbucketPipeline -Name demo -ConnectionArn $arn -Repository w/r -Branch main -ArtifactBucket $bucket -RoleArn $role "
        + "-Stage (New-BitbucketPipelineStage -Name Build -Action (New-BitbucketPipelineAction -Name Build -CodeBuildProject $project) "
        + "-OnSuccessRule (New-BitbucketPipelineRule -Name Branch -Variable '#{SourceVariables.BranchName}' -Operator EQ -Value release))";

    private const string SharedRole = "New-BitbucketServiceRole other -ConnectionArn $arn -ArtifactBucket $bucket -RoleName shared";

    /// <summary>Prepares the account for the command.</summary>
    public Action<OutcomeWorld> Prepare { get; init; } = _ => { };

    /// <summary>Gets the error ids of the same command after it succeeded: what it does is already done.</summary>
    public IReadOnlyList<string> Again { get; init; } = [];

    /// <summary>Gets the cmdlet.</summary>
    public string Cmdlet => Name.Split(' ')[0];

    /// <summary>Gets all commands. A test fails if a cmdlet that changes something in AWS has none.</summary>
    public static IReadOnlyList<ChangingCommand> All { get; } =
    [
        new("New-BitbucketConnection", "New-BitbucketConnection new -ReuseExisting", facts => Has(facts, "connection ", "new ")) { Again = ["AmbiguousName"] },
        new("Remove-BitbucketConnection", "Remove-BitbucketConnection -ConnectionArn $arn -Force -Confirm:$false", facts => !Has(facts, "connection ", "web ")) { Again = ["ResourceNotFound"] },
        new(
            "New-BitbucketPipeline with bucket and role",
            "New-BitbucketPipeline -Name new -ConnectionArn $arn -Repository w/r -Branch main -BuildProject $project -Region eu-west-1 -ReuseExisting",
            facts => facts.ContainsKey("pipeline new")),
        new("New-BitbucketPipeline with the role of another", "Get-BitbucketPipeline demo | New-BitbucketPipeline -Name new -ReuseExisting", facts => facts.ContainsKey("pipeline new"))
        {
            Prepare = world => world.Run(Pipeline),
        },
        new(
            "New-BitbucketPipeline with the name of a role",
            "New-BitbucketPipeline -Name new -ConnectionArn $arn -Repository w/r -Branch main -BuildProject $project -ArtifactBucket $bucket -RoleName shared -ReuseExisting",
            facts => facts.ContainsKey("pipeline new"))
        {
            Prepare = world => world.Run(SharedRole),
        },
        new("Set-BitbucketPipeline", "Set-BitbucketPipeline demo -Branch develop", facts => Has(facts, "pipeline demo", "develop")) { Prepare = world => world.Run(GivenRole), Again = ["NothingToChange"] },
        new("Set-BitbucketPipeline with role", "Set-BitbucketPipeline demo -ConnectionArn $second -PassThru", facts => Has(facts, "pipeline demo", ArnOf(facts, "second")))
        {
            Prepare = world =>
            {
                world.Run(Pipeline);
                world.Set("second", world.Connect("second"));
            },
        },
        new("Remove-BitbucketPipeline", "Remove-BitbucketPipeline demo -Confirm:$false", facts => !facts.ContainsKey("pipeline demo")) { Prepare = world => world.Run(Pipeline), Again = ["PipelineNotFound"] },
        new("Remove-BitbucketPipeline with role", "Remove-BitbucketPipeline demo -RemoveServiceRole -Confirm:$false", facts => !facts.ContainsKey("pipeline demo"))
        {
            Prepare = world => world.Run(Pipeline), Again = ["PipelineNotFound"],
        },
        new(
            "New-BitbucketServiceRole",
            "New-BitbucketServiceRole new -ConnectionArn $arn -ArtifactBucket $bucket",
            facts => HasPolicy(facts, "AWSCodePipelineServiceRole-us-east-1-new", "new")),
        new("New-BitbucketServiceRole for an existing role", "New-BitbucketServiceRole new -ConnectionArn $arn -ArtifactBucket $bucket -RoleName shared", facts => HasPolicy(facts, "shared", "new"))
        {
            Prepare = world => world.Run(SharedRole),
        },
        new("Grant-BitbucketConnectionAccess", "Grant-BitbucketConnectionAccess $arn -RoleName shared", facts => facts.ContainsKey("policy shared/BitbucketConnections-UseConnection"))
        {
            Prepare = world => world.Run(SharedRole),
        },
        new("Add-BitbucketTag to a connection", "Add-BitbucketTag $arn @{ team = 'a' }", facts => Has(facts, "connection ", "team=a")),
        new("Remove-BitbucketTag from a connection", "Remove-BitbucketTag $arn team", facts => !Has(facts, "connection ", "team=a")) { Prepare = world => world.Run("Add-BitbucketTag $arn @{ team = 'a' }") },
        new("Add-BitbucketTag to a pipeline", "Add-BitbucketTag $made.PipelineArn @{ team = 'a' }", facts => Has(facts, "pipeline demo", "team=a")) { Prepare = world => world.Run($"$made = {GivenRole}") },
        new("Remove-BitbucketTag from a pipeline", "Remove-BitbucketTag $made.PipelineArn team", facts => !Has(facts, "pipeline demo", "team=a")) { Prepare = world => world.Run($"$made = {GivenRole} -Tag @{{ team = 'a' }}") },
        new("Start-BitbucketPipeline", "Start-BitbucketPipeline demo", facts => Count(facts, "execution ") >= 2) { Prepare = world => world.Run(GivenRole) },
        new("Stop-BitbucketPipelineExecution", "Stop-BitbucketPipelineExecution demo $execution -Abandon -Confirm:$false", facts => Has(facts, "execution ", "stopped"))
        {
            Prepare = world => world.Run($"$null = {Approval}; $execution = (Get-BitbucketPipelineExecution demo)[0].PipelineExecutionId"),
            Again = ["PipelineExecutionNotStoppable"],
        },
        new("Restart-BitbucketPipelineStage", "Restart-BitbucketPipelineStage demo", facts => Has(facts, "stage demo/Build", "Succeeded"))
        {
            Prepare = world =>
            {
                world.Sandbox.SetActionOutcome(new SandboxActionOutcome { StageName = "Build", IsFailure = true, Count = 1 });
                world.Run(GivenRole);
            },
            Again = ["NothingToRetry"],
        },
        new("Undo-BitbucketPipelineStage", "Undo-BitbucketPipelineStage demo Build -Confirm:$false", facts => Count(facts, "execution ") >= 3)
        {
            Prepare = world => world.Run($"$null = {GivenRole}; $null = Start-BitbucketPipeline demo"),
        },
        new("Approve-BitbucketPipelineAction", "Approve-BitbucketPipelineAction demo -Summary seen -Confirm:$false", facts => Has(facts, "stage demo/Approval", "Succeeded"))
        {
            Prepare = world => world.Run(Approval), Again = ["ApprovalNotFound"],
        },
        new("Deny-BitbucketPipelineAction", "Deny-BitbucketPipelineAction demo -Summary seen -Confirm:$false", facts => Has(facts, "stage demo/Approval", "Failed"))
        {
            Prepare = world => world.Run(Approval), Again = ["ApprovalNotFound"],
        },
        new("Disable-BitbucketPipelineTransition", "Disable-BitbucketPipelineTransition demo Build -Reason wait", facts => Has(facts, "stage demo/Build", "closed")) { Prepare = world => world.Run(GivenRole) },
        new("Enable-BitbucketPipelineTransition", "Enable-BitbucketPipelineTransition demo Build", facts => Has(facts, "stage demo/Build", "open"))
        {
            Prepare = world => world.Run($"$null = {GivenRole}; Disable-BitbucketPipelineTransition demo Build -Reason wait"),
        },
        new("Skip-BitbucketPipelineCondition", "Skip-BitbucketPipelineCondition demo", facts => Has(facts, "stage demo/Build", "Overridden")) { Prepare = world => world.Run(Gated), Again = ["NoConditionToOverride"] },
        new("New-BitbucketReviewerAssociation", "New-BitbucketReviewerAssociation -Repository w/r -ConnectionArn $arn -ReuseExisting", facts => Count(facts, "association ") == 1),
        new("Remove-BitbucketReviewerAssociation", "Remove-BitbucketReviewerAssociation -AssociationArn $made.AssociationArn -Confirm:$false", facts => !Has(facts, "association ", "Associated"))
        {
            Prepare = world => world.Run("$made = New-BitbucketReviewerAssociation -Repository w/r -ConnectionArn $arn; Wait-BitbucketReviewerAssociation -AssociationArn $made.AssociationArn"),
            Again = ["ConcurrentChange", "ReviewerAssociationNotFound"],
        },
        new("Repair-BitbucketPipeline", "Repair-BitbucketPipeline demo", facts => HasPolicy(facts, "AWSCodePipelineServiceRole-us-east-1-demo", "demo"))
        {
            Prepare = world =>
            {
                world.Run(Pipeline);
                world.Facts.RemovePolicies("AWSCodePipelineServiceRole-us-east-1-demo");
                world.Run("$null = Start-BitbucketPipeline demo");
            },
        },
    ];

    private static bool Has(IReadOnlyDictionary<string, Fact> facts, string start, string part) =>
        facts.Any(fact => fact.Key.StartsWith(start, StringComparison.Ordinal) && fact.Value.Value.Contains(part, StringComparison.Ordinal));

    private static bool HasPolicy(IReadOnlyDictionary<string, Fact> facts, string role, string pipeline) =>
        facts.Keys.Any(key => key.StartsWith($"policy {role}/BitbucketConnections-us-east-1-{pipeline}-", StringComparison.Ordinal));

    private static string ArnOf(IReadOnlyDictionary<string, Fact> facts, string connection) =>
        facts.First(fact => fact.Value.Value.StartsWith(connection + " ", StringComparison.Ordinal)).Key.Split(' ')[1];

    private static int Count(IReadOnlyDictionary<string, Fact> facts, string start) => facts.Keys.Count(key => key.StartsWith(start, StringComparison.Ordinal));

    public override string ToString() => Name;
}
