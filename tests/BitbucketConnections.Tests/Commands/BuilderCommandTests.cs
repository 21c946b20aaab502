using System;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Catalog;
using BitbucketConnections.Commands;

namespace BitbucketConnections.Tests;

/// <summary>Tests the builders of actions, stages and triggers, which make no calls.</summary>
[Collection("shell")]
public sealed class BuilderCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose()
    {
        Assert.Empty(_shell.Engine.Settings);
        _shell.Dispose();
    }

    [Theory]
    [InlineData("-CodeBuildProject p", "Build/CodeBuild", "ProjectName=p")]
    [InlineData("-CodeBuildProject p -AsTest -PrimarySource s -BatchEnabled -CombineArtifacts", "Test/CodeBuild", "BatchEnabled=true CombineArtifacts=true PrimarySource=s ProjectName=p")]
    [InlineData("-Command 'npm ci' -ComputeType BUILD_GENERAL1_LARGE -SubnetId a, b", "Compute/Commands", "ComputeType=BUILD_GENERAL1_LARGE Subnets=a,b")]
    [InlineData("-EcrRepository r -ImageTag a, b -RegistryType public", "Build/ECRBuildAndPublish", "ECRRepositoryName=r ImageTags=a,b RegistryType=public")]
    [InlineData("-S3Bucket b -Extract", "Deploy/S3", "BucketName=b Extract=true")]
    [InlineData("-S3Bucket b -ObjectKey k.zip", "Deploy/S3", "BucketName=b Extract=false ObjectKey=k.zip")]
    [InlineData("-CodeDeployApplication a -DeploymentGroup g", "Deploy/CodeDeploy", "ApplicationName=a DeploymentGroupName=g")]
    [InlineData("-CodeDeployApplication a -DeploymentGroup g -TaskDefinitionArtifact t -AppSpecArtifact s -ImageContainer @{ web = 'i' }", "Deploy/CodeDeployToECS", "AppSpecTemplateArtifact=s ApplicationName=a DeploymentGroupName=g Image1ArtifactName=i Image1ContainerName=web TaskDefinitionTemplateArtifact=t")]
    [InlineData("-CloudFormationStack s -TemplatePath a::t.yml -Capability CAPABILITY_IAM, CAPABILITY_AUTO_EXPAND", "Deploy/CloudFormation", "ActionMode=CREATE_UPDATE Capabilities=CAPABILITY_IAM,CAPABILITY_AUTO_EXPAND StackName=s TemplatePath=a::t.yml")]
    [InlineData("-CloudFormationStack s -ActionMode CHANGE_SET_EXECUTE -ChangeSetName c", "Deploy/CloudFormation", "ActionMode=CHANGE_SET_EXECUTE ChangeSetName=c StackName=s")]
    [InlineData("-EcsCluster c -EcsService s -DeploymentTimeout 15", "Deploy/ECS", "ClusterName=c DeploymentTimeout=15 ServiceName=s")]
    [InlineData("-BeanstalkApplication a -BeanstalkEnvironment e", "Deploy/ElasticBeanstalk", "ApplicationName=a EnvironmentName=e")]
    [InlineData("-AppConfigApplication a -AppConfigEnvironment e -ConfigurationProfile p -DeploymentStrategy d -ConfigurationPath c.json", "Deploy/AppConfig", "Application=a ConfigurationProfile=p DeploymentStrategy=d Environment=e InputArtifactConfigurationPath=c.json")]
    [InlineData("-LambdaFunction f -UserParameter u", "Invoke/Lambda", "FunctionName=f UserParameters=u")]
    [InlineData("-StateMachineArn m -InputType Literal -StateMachineInput '{}'", "Invoke/StepFunctions", "Input={} InputType=Literal StateMachineArn=m")]
    [InlineData("-InvokedPipeline p", "Invoke/CodePipeline", "PipelineName=p")]
    [InlineData("-InvokedPipeline p -SourceRevision @{ Zip = @{ revisionType = 's3_object_key'; RevisionValue = 'k' }; Code = 'abc' } -Variable @{ B = 2; A = 'x' }", "Invoke/CodePipeline", "PipelineName=p SourceRevisions=[{\"actionName\":\"Code\",\"revisionType\":\"COMMIT_ID\",\"revisionValue\":\"abc\"},{\"actionName\":\"Zip\",\"revisionType\":\"S3_OBJECT_KEY\",\"revisionValue\":\"k\"}] Variables=[{\"name\":\"A\",\"value\":\"x\"},{\"name\":\"B\",\"value\":\"2\"}]")]
    [InlineData("-InspectorRunMode ecrimagescan -ScannedRepository r -ScannedImageTag t -CriticalThreshold 0", "Invoke/InspectorScan", "CriticalThreshold=0 ECRRepositoryName=r ImageTag=t InspectorRunMode=ECRImageScan")]
    [InlineData("-DeployedLambdaFunction f -FunctionAlias live -Alarm a, b", "Deploy/Lambda", "Alarms=a,b FunctionAlias=live FunctionName=f")]
    [InlineData("-EksCluster c -ManifestFile a.yml, b.yml -KubernetesNamespace n -SubnetId s, t", "Deploy/EKS", "ClusterName=c ManifestFiles=a.yml,b.yml Namespace=n Subnets=s,t")]
    [InlineData("-InstanceTagKey k -InstanceType ec2 -MaxError 0 -TargetGroupName g, h", "Deploy/EC2", "InstanceTagKey=k InstanceType=EC2 MaxError=0 TargetGroupNameList=g,h")]
    [InlineData("-ServiceCatalogProduct p -ConfigurationFilePath c.json", "Deploy/ServiceCatalog", "ConfigurationFilePath=c.json ProductId=p")]
    [InlineData("-DeviceFarmProject p -DevicePoolArn d -AppType ios -TestType xctest -Latitude 52.5 -Longitude -0.5 -RecordVideo:$false", "Test/DeviceFarm", "AppType=iOS DevicePoolArn=d Latitude=52.5 Longitude=-0.5 ProjectId=p RecordVideo=false TestType=XCTEST")]
    [InlineData("-CloudFormationStackSet s -TemplatePath a::t -DeploymentTarget 111111222222, ou-1 -DeploymentRegion us-west-2, us-east-1 -RegionConcurrencyType PARALLEL", "Deploy/CloudFormationStackSet", "DeploymentTargets=111111222222,ou-1 RegionConcurrencyType=Parallel Regions=us-west-2,us-east-1 StackSetName=s TemplatePath=a::t")]
    [InlineData("-CloudFormationStackSet s -DeploymentTarget a::t.json -DeploymentRegion us-east-1", "Deploy/CloudFormationStackInstances", "DeploymentTargets=a::t.json Regions=us-east-1 StackSetName=s")]
    [InlineData("-CloudFormationStackSet s -TemplatePath a::t -StackSetParameter @{ Size = 2; Name = 'web' }", "Deploy/CloudFormationStackSet", "Parameters=ParameterKey=Name,ParameterValue=web ParameterKey=Size,ParameterValue=2 StackSetName=s TemplatePath=a::t")]
    [InlineData("-CloudFormationStackSet s -TemplatePath a::t -StackSetParameter a::p.txt", "Deploy/CloudFormationStackSet", "Parameters=a::p.txt StackSetName=s TemplatePath=a::t")]
    [InlineData("-ConnectionArn c -Repository https://bitbucket.org/ws/Repo.git -Branch main -OutputArtifactFormat FullClone -DetectChanges $false", "Source/CodeStarSourceConnection", "BranchName=main ConnectionArn=c DetectChanges=false FullRepositoryId=ws/Repo OutputArtifactFormat=CODEBUILD_CLONE_REF")]
    [InlineData("-CodeCommitRepository r -Branch main", "Source/CodeCommit", "BranchName=main RepositoryName=r")]
    [InlineData("-SourceBucket b -SourceObjectKey k.zip -PollForSourceChanges $false", "Source/S3", "PollForSourceChanges=false S3Bucket=b S3ObjectKey=k.zip")]
    [InlineData("-SourceImageRepository r -SourceImageTag t", "Source/ECR", "ImageTag=t RepositoryName=r")]
    [InlineData("-Approval -CustomData hello -ExternalEntityLink https://example.com/x", "Approval/Manual", "CustomData=hello ExternalEntityLink=https://example.com/x")]
    [InlineData("-Provider EKS -Category Deploy -Configuration @{ ClusterName = 'c'; Wait = $true }", "Deploy/EKS", "ClusterName=c Wait=true")]
    public void An_action_of_each_type_has_its_configuration(string parameters, string type, string configuration)
    {
        var action = Made<PipelineAction>("New-BitbucketPipelineAction a " + parameters);

        Assert.Equal((type, "AWS", "1"), (action.ActionTypeId.ToString(), action.ActionTypeId.Owner, action.ActionTypeId.Version));
        Assert.Equal(configuration, string.Join(" ", action.Configuration!.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}")));
    }

    [Theory]
    [InlineData("-Provider codebuild -Category build -Owner aws", "Build AWS CodeBuild")]
    [InlineData("-Provider S3 -Category deploy", "Deploy AWS S3")]
    [InlineData("-Provider github -Category SOURCE -Owner thirdparty", "Source ThirdParty GitHub")]
    [InlineData("-Provider eks -Category test -Owner custom", "Test Custom eks")]
    [InlineData("-Provider quantum -Category Deploy", "Deploy AWS quantum")]
    public void An_action_type_in_any_case_is_sent_in_the_case_of_AWS(string parameters, string expected)
    {
        var type = Made<PipelineAction>("New-BitbucketPipelineAction a " + parameters).ActionTypeId;
        Assert.Equal(expected, $"{type.Category} {type.Owner} {type.Provider}");
    }

    [Fact]
    public void An_action_type_from_a_hashtable_is_sent_in_the_case_of_AWS()
    {
        var type = Made<PipelineStage>("New-BitbucketPipelineStage s @{ name = 'a'; actionTypeId = @{ category = 'deploy'; owner = 'aws'; provider = 's3' } }").Actions[0].ActionTypeId;
        Assert.Equal("Deploy AWS S3", $"{type.Category} {type.Owner} {type.Provider}");
    }

    [Theory]
    [InlineData("-CloudFormationStack s -ActionMode delete_only -Capability capability_iam, Capability_Named_Iam", "ActionMode=DELETE_ONLY Capabilities=CAPABILITY_IAM,CAPABILITY_NAMED_IAM StackName=s")]
    [InlineData("-EcrRepository r -RegistryType PUBLIC", "ECRRepositoryName=r RegistryType=public")]
    [InlineData("-StateMachineArn m -InputType filepath", "InputType=FilePath StateMachineArn=m")]
    [InlineData("-Command ls -EnvironmentType linux_container -ComputeType build_general1_small", "ComputeType=BUILD_GENERAL1_SMALL EnvironmentType=LINUX_CONTAINER")]
    [InlineData("-S3Bucket B -Configuration @{ Extract = 'TRUE' }", "BucketName=B Extract=true")]
    public void A_listed_value_in_any_case_is_sent_in_the_case_of_AWS(string parameters, string configuration) => Assert.Equal(
        configuration,
        string.Join(" ", Made<PipelineAction>("New-BitbucketPipelineAction a " + parameters).Configuration!.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}")));

    [Fact]
    public void Every_configuration_parameter_is_a_key_of_the_catalog_with_the_same_values()
    {
        var wrong = from property in typeof(NewBitbucketPipelineActionCommand).GetProperties()
                    from attribute in property.GetCustomAttributes(typeof(ConfigurationKeyAttribute), false).Cast<ConfigurationKeyAttribute>()
                    from parameter in property.GetCustomAttributes(typeof(ParameterAttribute), false).Cast<ParameterAttribute>()
                    let type = ActionCatalog.Find(ActionParameterSets.BySet[parameter.ParameterSetName])
                    let key = type?.FindKey(attribute.Key)
                    let values = property.GetCustomAttributes(typeof(ValidateSetAttribute), false).Cast<ValidateSetAttribute>().SingleOrDefault()?.ValidValues
                    where key is null
                        || (parameter.Mandatory && !key.IsRequired)
                        || (values is not null && !values.Order(StringComparer.Ordinal).SequenceEqual(key.AllowedValues.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)))
                    select $"{property.Name} in {parameter.ParameterSetName}";

        Assert.Empty(wrong);
        Assert.Equal(ActionCatalog.Categories, ValidValues(nameof(NewBitbucketPipelineActionCommand.Category)));
        Assert.Equal(ActionCatalog.Owners, ValidValues(nameof(NewBitbucketPipelineActionCommand.Owner)));
        Assert.All(ActionParameterSets.BySet.Values, type => Assert.NotNull(ActionCatalog.Find(type)));

        static System.Collections.Generic.IEnumerable<string> ValidValues(string property) => typeof(NewBitbucketPipelineActionCommand).GetProperty(property)!
            .GetCustomAttributes(typeof(ValidateSetAttribute), false).Cast<ValidateSetAttribute>().Single().ValidValues;
    }

    [Fact]
    public void Every_parameter_set_has_a_type_and_every_type_a_parameter_set()
    {
        var sets = typeof(NewBitbucketPipelineActionCommand).GetProperties()
            .SelectMany(p => p.GetCustomAttributes(typeof(ParameterAttribute), false).Cast<ParameterAttribute>())
            .Select(p => p.ParameterSetName).Where(s => s != ParameterAttribute.AllParameterSets).Distinct();

        Assert.Equal(ActionParameterSets.BySet.Keys.Append(ActionParameterSets.Provider).Order(StringComparer.Ordinal), sets.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Environment_variables_are_JSON_for_CodeBuild_and_members_for_Commands()
    {
        const string Variables = """-EnvironmentVariable @{ B = 'say "hi"/\'; A = @{ value = '/p'; type = 'parameter_store' } }""";

        var build = Made<PipelineAction>("New-BitbucketPipelineAction a -CodeBuildProject p " + Variables);
        Assert.Equal("""[{"name":"A","type":"PARAMETER_STORE","value":"/p"},{"name":"B","type":"PLAINTEXT","value":"say \"hi\"/\\"}]""", build.Configuration!["EnvironmentVariables"]);
        Assert.Null(build.EnvironmentVariables);

        var commands = Made<PipelineAction>("New-BitbucketPipelineAction a -Command ls, pwd -OutputArtifact o -OutputFile *.zip -OutputVariable V " + Variables.Replace("parameter_store", "secrets_manager", StringComparison.Ordinal));
        Assert.Null(commands.Configuration);
        Assert.Equal(["A SECRETS_MANAGER /p", "B PLAINTEXT say \"hi\"/\\"], commands.EnvironmentVariables!.Select(v => $"{v.Name} {v.Type} {v.Value}"));
        Assert.Equal(["ls", "pwd"], commands.Commands!);
        Assert.Equal(["V"], commands.OutputVariables!);
        Assert.Equal(["*.zip"], commands.OutputArtifacts[0].Files!);
        Assert.Equal(["OutputFilesWithoutArtifact"], _shell.Run("New-BitbucketPipelineAction a -Command ls -OutputFile *.zip").Ids);
    }

    [Fact]
    public void Parameter_overrides_are_JSON_of_any_depth() => Assert.Equal(
        """{"Code":{"Fn::GetArtifactAtt":["SourceArtifact","ObjectKey"]},"Count":"2","Path":"/a"}""",
        Made<PipelineAction>("New-BitbucketPipelineAction a -CloudFormationStack s -ParameterOverride @{ Path = '/a'; Count = 2; Code = @{ 'Fn::GetArtifactAtt' = 'SourceArtifact', 'ObjectKey' } }").Configuration!["ParameterOverrides"]);

    [Fact]
    public void Common_parameters_of_actions_are_kept()
    {
        var action = Made<PipelineAction>("New-BitbucketPipelineAction a -Approval -InputArtifact x, y -OutputArtifact z -RunOrder 3 -Region eu-west-1 -RoleArn r -Namespace n -TimeoutInMinutes 60");

        Assert.Equal((3, "eu-west-1", "r", "n", 60), (action.RunOrder, action.Region, action.RoleArn, action.Namespace, action.TimeoutInMinutes));
        Assert.Equal(["x", "y"], action.InputArtifacts);
        Assert.Equal(["z"], action.OutputArtifacts.Select(o => o.Name));
        Assert.Null(Made<PipelineAction>("New-BitbucketPipelineAction a -Approval").Configuration);
    }

    [Theory]
    [InlineData("-CodeBuildProject p -S3Bucket b")]
    [InlineData("-Approval -TimeoutInMinutes 4")]
    [InlineData("-Provider X")]
    [InlineData("-CloudFormationStackSet s")]
    [InlineData("-LambdaFunction f -FunctionAlias a")]
    [InlineData("-EcsCluster c -EcsService s -ManifestFile f")]
    [InlineData("-Command ls -TemplatePath a::t")]
    public void Parameters_that_exclude_each_other_are_refused(string parameters)
    {
        var result = _shell.Run("New-BitbucketPipelineAction a " + parameters);
        Assert.Empty(result.Output);
        Assert.True(result.Errors.Count == 1 || result.Thrown is not null, result.All());
    }

    [Theory]
    [InlineData("-Command ls", "PARAMETER_STORE")]
    [InlineData("-EksCluster c", "SECRETS_MANAGER")]
    [InlineData("-EksCluster c", "PLAINTEXT")]
    [InlineData("-CodeBuildProject p", "OTHER")]
    public void A_type_of_an_environment_variable_that_the_action_does_not_allow_is_an_error(string parameters, string type)
    {
        var result = _shell.Run($"New-BitbucketPipelineAction a {parameters} -EnvironmentVariable @{{ A = @{{ value = 'v4lue'; type = '{type}' }} }}");
        Assert.Empty(result.Output);
        Assert.Equal(["InvalidEnvironmentVariable"], result.Ids);
        Assert.DoesNotContain("v4lue", result.All(), StringComparison.Ordinal);
    }

    [Fact]
    public void Environment_variables_of_EKS_have_no_type()
    {
        var variable = Assert.Single(Made<PipelineAction>("New-BitbucketPipelineAction a -EksCluster c -EnvironmentVariable @{ TAG = 'v1' }").EnvironmentVariables!);
        Assert.Equal(("TAG", "v1", null), (variable.Name, variable.Value, variable.Type));
    }

    [Theory]
    [InlineData("s3cret value")]
    [InlineData("s3cret,value")]
    [InlineData("s3cret=value")]
    [InlineData("s3cret\"value")]
    [InlineData("")]
    public void A_template_parameter_that_the_short_form_cannot_contain_is_an_error(string value)
    {
        var result = _shell.Run($"New-BitbucketPipelineAction a -CloudFormationStackSet s -TemplatePath a::t -StackSetParameter @{{ Code = '{value}' }}");
        Assert.Empty(result.Output);
        Assert.Contains("The value of 'Code' is empty or contains", result.All(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", result.All(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_of_a_configuration_can_be_a_SecureString_and_reaches_no_other_stream()
    {
        var result = _shell.Run(
            "New-BitbucketPipelineAction a -Verbose -Debug -Provider GitHub -Category Source -Owner ThirdParty -Configuration @{ Owner = 'o'; OAuthToken = [System.Net.NetworkCredential]::new('', 't0ken').SecurePassword }");
        var configuration = Assert.Single(result.Of<PipelineAction>()).Configuration!;
        Assert.Equal(("o", "t0ken"), (configuration["Owner"], configuration["OAuthToken"]));
        Assert.DoesNotContain("t0ken", result.All(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_configuration_takes_precedence_over_parameters() => Assert.Equal(
        "[]", Made<PipelineAction>("New-BitbucketPipelineAction a -CodeBuildProject p -EnvironmentVariable @{ A = 'b' } -Configuration @{ EnvironmentVariables = '[]' }").Configuration!["EnvironmentVariables"]);

    [Fact]
    public void A_custom_action_has_its_owner_and_version()
    {
        var type = Made<PipelineAction>("New-BitbucketPipelineAction a -Provider Mine -Category Test -Owner Custom -ProviderVersion 7").ActionTypeId;
        Assert.Equal(("Test", "Custom", "Mine", "7"), (type.Category, type.Owner, type.Provider, type.Version));
    }

    [Fact]
    public void A_stage_contains_all_piped_actions()
    {
        var stage = Made<PipelineStage>("(New-BitbucketPipelineAction a -Approval), (New-BitbucketPipelineAction b -LambdaFunction f) | New-BitbucketPipelineStage Two -OnFailure rollback");

        Assert.Equal(("Two", "ROLLBACK", null), (stage.Name, stage.OnFailure!.Result, stage.OnFailure.RetryMode));
        Assert.Equal(["a", "b"], stage.Actions.Select(a => a.Name));
        Assert.Null(Made<PipelineStage>("New-BitbucketPipelineStage One (New-BitbucketPipelineAction a -Approval)").OnFailure);
    }

    [Fact]
    public void A_stage_accepts_a_condition_at_entry_success_and_failure()
    {
        const string Condition = "@{ Result = 'fail'; Rules = @{ name = 'Alarm'; ruleTypeId = @{ provider = 'CloudWatchAlarm' }; configuration = @{ AlarmName = 'x' } } }";

        var stage = Made<PipelineStage>($"New-BitbucketPipelineStage s @{{ name = 'a'; actionTypeId = @{{ category = 'Approval'; provider = 'Manual' }} }} -OnFailureCondition {Condition} -OnSuccessCondition {Condition} -BeforeEntryCondition {Condition}");

        foreach (var condition in new[] { stage.OnFailure!.Conditions![0], stage.OnSuccess!.Conditions[0], stage.BeforeEntry!.Conditions[0] })
        {
            Assert.Equal(("FAIL", "Alarm", "CloudWatchAlarm", "x"), (condition.Result, condition.Rules[0].Name, condition.Rules[0].RuleTypeId.Provider, condition.Rules[0].Configuration!["AlarmName"]));
        }

        Assert.Null(stage.OnFailure.Result);
    }

    [Fact]
    public void A_trigger_keeps_the_filters_of_a_piped_trigger()
    {
        var trigger = Made<PipelineTrigger>("New-BitbucketPipelineTrigger main -SourceActionName Web | New-BitbucketPipelineTrigger -IncludeTag v* -ExcludeTag v0* | New-BitbucketPipelineTrigger -PullRequest closed -IncludeBranch dev");

        Assert.Equal("Web", trigger.SourceActionName);
        Assert.Equal(["branches main", "tags v*, !v0*"], trigger.Push!.Select(f => f.ToString()));
        Assert.Equal(["CLOSED branches dev"], trigger.PullRequest!.Select(f => f.ToString()));
    }

    [Fact]
    public void A_trigger_requires_a_filter() => Assert.Equal(["TriggerFilterMissing"], _shell.Run("New-BitbucketPipelineTrigger").Ids);

    private T Made<T>(string script)
    {
        var result = _shell.Run(script);
        Assert.True(result.Errors.Count == 0 && result.Thrown is null, result.All());
        return Assert.Single(result.Of<T>());
    }
}
