using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>Tests the values that completers read from AWS, their order, their texts in the list and their tooltips.</summary>
[Collection("shell")]
public sealed class LiveCompletionTests : IDisposable
{
    private const string Pipeline = "arn:aws:codepipeline:us-east-1:123456789012:";
    private readonly Shell _shell = new();

    public LiveCompletionTests()
    {
        Engine.Connections.Add(FakeEngine.Connection("bb"));
        Engine.Pipelines.Add(FakeEngine.Pipeline("web", Engine.Connections[0].ConnectionArn, "ws/web") with
        {
            Variables = [new PipelineVariable { Name = "LEVEL", DefaultValue = "it's" }, new PipelineVariable { Name = "TARGET", Description = "where to" }],
            Triggers = [new PipelineTrigger { SourceActionName = "Source", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = ["release/*"], Excludes = ["wip/*"] }, Tags = new TriggerPatterns { Includes = ["v*"] } }] }],
        });
        Engine.Pipelines.Add(FakeEngine.Pipeline("api", Engine.Connections[0].ConnectionArn, "ws/api"));
        Engine.BuildProjects.AddRange(["build-web", "build-api"]);
        Engine.Buckets.Add(new ListedBucket { BucketName = "store", Region = "us-east-1" });
        Engine.Keys.AddRange(
        [
            new ListedKey { AliasName = "alias/artifacts", AliasArn = "arn:aws:kms:us-east-1:123456789012:alias/artifacts", KeyArn = "arn:aws:kms:us-east-1:123456789012:key/k1" },
            new ListedKey { KeyArn = "arn:aws:kms:us-east-1:123456789012:key/k2" },
        ]);
        Engine.Roles.AddRange([Role("admin"), Role("stack", "cloudformation.amazonaws.com"), Role("build", "codebuild.amazonaws.com"), Role("pipe", "codepipeline.amazonaws.com")]);
        Engine.Associations.Add(FakeEngine.Association("ws/web"));
    }

    private FakeEngine Engine => _shell.Engine;

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Get-BitbucketConnection -ConnectionArn b", "bb")]
    [InlineData("Set-BitbucketPipeline web -ConnectionArn ", "bb")]
    [InlineData("Get-BitbucketPipeline -PipelineArn w", "web")]
    [InlineData("Get-BitbucketPipeline -PipelineArn arn:", "web,api")]
    [InlineData("Get-BitbucketTag ", "bb,web,api")]
    [InlineData("New-BitbucketPipeline -Repository ", "ws/api,ws/web")]
    [InlineData("Invoke-BitbucketSandboxPush -Repository ws/w", "ws/web")]
    [InlineData("New-BitbucketPipeline -Branch ", "main")]
    [InlineData("New-BitbucketPipeline -Repository ws/other -Branch ", "")]
    [InlineData("New-BitbucketPipelineTrigger -IncludeBranch ", "main,release/*")]
    [InlineData("New-BitbucketPipelineTrigger -ExcludeBranch w", "wip/*")]
    [InlineData("New-BitbucketPipelineTrigger -IncludeTag ", "v*")]
    [InlineData("New-BitbucketPipelineTrigger -IncludePath ", "")]
    [InlineData("New-BitbucketPipeline -BuildProject ", "build-web,build-api")]
    [InlineData("New-BitbucketPipelineAction x -CodeBuildProject build-a", "build-api")]
    [InlineData("New-BitbucketPipeline -ArtifactBucket ", "store")]
    [InlineData("Set-BitbucketPipeline web -EncryptionKeyId ", "alias/artifacts,k1,k2")]
    [InlineData("Set-BitbucketPipeline web -EncryptionKeyId alias/", "alias/artifacts")]
    [InlineData("New-BitbucketPipeline -RoleArn ", "pipe,admin,build,stack")]
    [InlineData("New-BitbucketPipelineAction x -CloudFormationStack s -StackRoleArn ", "stack,admin,build,pipe")]
    [InlineData("Grant-BitbucketConnectionAccess -RoleArn ", "pipe,admin,build,stack")]
    [InlineData("New-BitbucketPipelineAction x -Branch ", "main")]
    [InlineData("Grant-BitbucketConnectionAccess -RoleName ", "pipe,admin,build,stack")]
    [InlineData("New-BitbucketPipelineAction x -InvokedPipeline ", "web,api")]
    [InlineData("Start-BitbucketPipeline web -Variable ", "(all variables),LEVEL,TARGET")]
    [InlineData("New-BitbucketPipelineAction x -InvokedPipeline web -Variable ", "(all variables),LEVEL,TARGET")]
    [InlineData("Set-BitbucketPipeline web -SourceActionName ", "Source")]
    [InlineData("Set-BitbucketSandboxFault -PipelineName web -ActionName ", "Source")]
    [InlineData("Get-BitbucketReviewerAssociation -Owner ", "ws")]
    [InlineData("Get-BitbucketReviewerAssociation -Name ", "web")]
    [InlineData("Set-BitbucketPipeline web -DetectChanges ", "$true,$false")]
    public void Values_are_offered_by_their_names(string line, string expected) => Assert.Equal(expected, string.Join(",", _shell.Complete(line).Select(match => match.ListItemText)));

    [Theory]
    [InlineData("Get-BitbucketPipeline -PipelineArn we", Pipeline + "web")]
    [InlineData("New-BitbucketPipeline -RoleArn pipe", "arn:aws:iam::123456789012:role/pipe")]
    [InlineData("New-BitbucketReviewerAssociation -KmsKeyId alias/art", "k1")]
    [InlineData("New-BitbucketPipeline -RoleArn 'pip", "'arn:aws:iam::123456789012:role/pipe'")]
    [InlineData("New-BitbucketPipeline -RoleArn \"pip", "\"arn:aws:iam::123456789012:role/pipe\"")]
    [InlineData("Start-BitbucketPipeline web -Variable L", "@{ LEVEL = 'it''s' }")]
    [InlineData("New-BitbucketPipelineTrigger -IncludeTag v", "'v*'")]
    public void A_name_is_replaced_by_its_value(string line, string expected) => Assert.Equal(expected, Assert.Single(_shell.Complete(line)).CompletionText);

    [Theory]
    [InlineData("Set-BitbucketPipeline web -Repository ws/w", "used by web")]
    [InlineData("New-BitbucketPipelineTrigger -ExcludeBranch w", "trigger of web")]
    [InlineData("New-BitbucketPipeline -ArtifactBucket ", "us-east-1")]
    [InlineData("New-BitbucketPipeline -RoleArn pipe", "for codepipeline.amazonaws.com, arn:aws:iam::123456789012:role/pipe")]
    [InlineData("New-BitbucketPipeline -RoleArn adm", "no service can assume it, arn:aws:iam::123456789012:role/admin")]
    [InlineData("Start-BitbucketPipeline web -Variable T", "where to")]
    [InlineData("Set-BitbucketPipeline web -EncryptionKeyId k1", "key of alias/artifacts")]
    public void Tooltips_describe_the_value(string line, string expected) => Assert.Equal(expected, _shell.Complete(line)[0].ToolTip);

    [Theory]
    [InlineData("we", "web,web's own,web$x,`web 'it'")]
    public void Unusual_names_are_quoted_in_the_style_of_the_line(string word, string names)
    {
        Engine.Pipelines.Clear();
        Engine.Pipelines.AddRange(names.Split(',').Select(name => FakeEngine.Pipeline(name, "x")));

        Assert.Equal(["web", "'web''s own'", "'web$x'"], Texts(word));
        Assert.Equal(["'web'", "'web''s own'", "'web$x'"], Texts("'" + word));
        Assert.Equal(["\"web\"", "\"web's own\"", "\"web`$x\""], Texts("\"" + word));
        Assert.Equal(["'web''s own'"], Texts("'web''s"));
        Assert.Equal(["\"web`$x\""], Texts("\"web`$"));
        Assert.Equal(["'`web ''it'''"], Texts("'`"));

        List<string> Texts(string typed) => [.. _shell.Complete("Get-BitbucketPipeline -Name " + typed).Select(match => match.CompletionText)];
    }

    [Fact]
    public void A_name_that_looks_like_a_parameter_is_quoted()
    {
        Engine.Pipelines.Clear();
        Engine.Pipelines.Add(FakeEngine.Pipeline("-web", "x"));

        Assert.Equal("'-web'", Assert.Single(_shell.Complete("Get-BitbucketPipeline -Name ")).CompletionText);
    }

    [Fact]
    public void Lists_are_shared_and_kept_for_some_seconds_until_a_command_changes_something()
    {
        _shell.Complete("Get-BitbucketConnection -Name ");
        _shell.Complete("Get-BitbucketConnection -ConnectionArn ");
        Assert.Equal(["ListConnections"], Engine.Calls);

        _shell.Run("New-BitbucketConnection other");
        Engine.Calls.Clear();
        _shell.Complete("Get-BitbucketConnection -Name ");
        Assert.Equal(["ListConnections"], Engine.Calls);

        _shell.Complete("Get-BitbucketConnection -Region eu-west-1 -Name ");
        Assert.Equal(["ListConnections", "ListConnections"], Engine.Calls);
    }

    [Fact]
    public void After_a_failure_no_Tab_waits_again()
    {
        Engine.Failures["ListPipelines"] = new ServiceException(ServiceErrorKind.EndpointUnreachable, "no");

        Assert.Empty(_shell.Complete("Get-BitbucketPipeline -Name "));
        Assert.Empty(_shell.Complete("Get-BitbucketPipeline -Name "));
        Assert.Empty(_shell.Complete("Get-BitbucketConnection -Name "));
        Assert.Equal(["ListPipelines"], Engine.Calls);
    }

    [Fact]
    public void A_denied_list_leaves_the_others()
    {
        Engine.Failures["ListProjects"] = new ServiceException(ServiceErrorKind.Service, "no") { ErrorCode = "AccessDeniedException" };

        Assert.Empty(_shell.Complete("New-BitbucketPipeline -BuildProject "));
        Assert.NotEmpty(_shell.Complete("New-BitbucketPipeline -ArtifactBucket "));
    }

    [Fact]
    public async Task A_slow_list_is_waited_for_once_and_offered_when_it_is_there()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Engine.Deaf["ListPipelines"] = end.Task;

        TimeBound.Within(3, () => Assert.Empty(_shell.Complete("Get-BitbucketPipeline -Name ")));
        TimeBound.Within(1, () => Assert.Empty(_shell.Complete("Get-BitbucketPipeline -Name ")));
        end.SetResult();
        await Eventually.TrueAsync(() => _shell.Complete("Get-BitbucketPipeline -Name ").Count == 2, "the list was not offered");
        Assert.Equal(["ListPipelines"], Engine.Calls);
    }

    private static ServiceRole Role(string name, params string[] services) => new() { RoleName = name, RoleArn = "arn:aws:iam::123456789012:role/" + name, TrustedServices = services };
}
