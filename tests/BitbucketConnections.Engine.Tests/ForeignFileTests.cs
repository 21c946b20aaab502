using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.DefinitionFiles;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests that a file that contains no definition is named for what it is, and which values of a definition are read with another type.</summary>
[Collection("environment")]
public sealed class ForeignFileTests
{
    private const string Pipeline = "{\"Type\":\"AWS::CodePipeline::Pipeline\",\"Properties\":{\"Name\":\"demo\",\"Stages\":[]}}";

    // The text, what it is, and the command of the remedy.
    private static readonly (string Text, string What, string Remedy)[] s_files =
    [
        ("# web\n\npipeline {\n  agent any\n  stages {\n  }\n}\n", "a Jenkinsfile", "aws codepipeline get-pipeline"),
        ("@Library('shared') _\nnode('linux') {\n}\n", "a Jenkinsfile", "Export-BitbucketPipeline NAME"),
        ("node {\n  checkout scm\n}\n", "a Jenkinsfile", "Export-BitbucketPipeline NAME"),
        ("image: node:20\n\npipelines:\n  default:\n    - step:\n        script:\n          - npm test\n", "a bitbucket-pipelines.yml file", "aws codepipeline get-pipeline"),
        ("resource \"aws_codepipeline\" \"web\" {\n  name = \"web\"\n}\n", "Terraform text", "Apply it with Terraform first"),
        ("# providers\nterraform {\n  required_version = \">= 1.5\"\n}\n", "Terraform text", "Apply it with Terraform first"),
        ("AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  P:\n    Type: AWS::CodePipeline::Pipeline\n", "a CloudFormation template in YAML", "Deploy it with CloudFormation first"),
        ("Type: AWS::CodePipeline::Pipeline\nProperties:\n  Name: web\n", "a CloudFormation template in YAML", "Deploy it with CloudFormation first"),
        ("metadata:\n  created: 2026\npipeline:\n  name: web\n", "the YAML output of the AWS CLI", "--output json"),
        ("name: web\nstages:\n- name: Source\n", "YAML, and only JSON is read", "--output json"),
        ("---\nname: web\n", "YAML, and only JSON is read", "--output json"),
        ("version: 0.2\nphases:\n  build:\n    commands:\n      - make\n", "a buildspec file of CodeBuild", "Export-BitbucketPipeline NAME"),
        ("name: ci\non:\n  push:\njobs:\n  build:\n", "a workflow of another CI service", "Export-BitbucketPipeline NAME"),
        ("------------------\n|  GetPipeline   |\n", "the table or text output of the AWS CLI", "--output json"),
        ("PIPELINE\tV2\tweb\n", "the table or text output of the AWS CLI", "--output json"),
        ("\r\nName         : web\r\nRegion       : us-east-1\r\n", "the list that PowerShell shows for an object", "ConvertTo-Json -Depth 20"),
        ("@{name=web; stages=System.Object[]}\n", "the text of PowerShell objects", "ConvertTo-Json -Depth 20"),
        ("System.Collections.Hashtable\n", "the text of PowerShell objects", "ConvertTo-Json -Depth 20"),
        ("Amazon.CodePipeline.Model.PipelineDeclaration\n", "the text of PowerShell objects", "ConvertTo-Json -Depth 20"),
        ("{'pipeline': {'name': 'web'}}", "the text of a Python dictionary", "json.dump"),
        ("<!DOCTYPE html><html></html>", "HTML or XML", "Export-BitbucketPipeline NAME"),
        ("flowchart LR\n  a --> b\n", "a Mermaid diagram", "Export-BitbucketPipeline NAME"),
        ("\"{\\\"pipeline\\\":{}}\"", "JSON text in quotation marks", "without ConvertTo-Json"),
        ("[{\"name\":\"a\",\"stages\":[]},{\"name\":\"b\",\"stages\":[]}]", "a list of 2 objects", "its own file"),
        ("{\"pipelineName\":\"web\",\"pipelineVersion\":1,\"stageStates\":[],\"created\":1}", "the state of a pipeline (get-pipeline-state)", "get-pipeline --name web"),
        ("{\"PipelineName\":\"web\",\"StageStates\":[]}", "the state of a pipeline (get-pipeline-state)", "Export-BitbucketPipeline web"),
        ("{\"pipelines\":[{\"name\":\"web\",\"version\":1}]}", "a list of pipelines (list-pipelines)", "get-pipeline --name NAME"),
        ("{\"name\":\"web\",\"version\":1,\"pipelineType\":\"V2\",\"created\":1,\"updated\":1}", "an entry of a list of pipelines (list-pipelines)", "get-pipeline --name web"),
        ("{\"pipelineExecution\":{\"pipelineName\":\"web\",\"status\":\"Succeeded\"}}", "an execution of a pipeline", "get-pipeline --name NAME"),
        ("{\"pipelineExecutionSummaries\":[]}", "a list of executions", "get-pipeline --name NAME"),
        ("{\"pipelineExecutionId\":\"x\"}", "an execution of a pipeline", "get-pipeline --name NAME"),
        ("{\"actionExecutionDetails\":[]}", "a list of action executions", "get-pipeline --name NAME"),
        ("{\"ruleExecutionDetails\":[]}", "a list of rule executions", "get-pipeline --name NAME"),
        ("{\"Connection\":{\"ConnectionName\":\"a\"}}", "a connection (get-connection)", "get-pipeline --name NAME"),
        ("{\"Connections\":[]}", "a list of connections", "get-pipeline --name NAME"),
        ("{\"ConnectionName\":\"a\",\"ConnectionArn\":\"arn\"}", "a connection, not a pipeline", "get-pipeline --name NAME"),
        ("{\"format_version\":\"1.2\",\"terraform_version\":\"1.9.0\",\"planned_values\":{}}", "the state or plan of Terraform", "get-pipeline --name NAME"),
        ("{\"resource\":{\"aws_codepipeline\":{}}}", "Terraform's JSON", "get-pipeline --name NAME"),
        ("{\"Version\":\"2012-10-17\",\"Statement\":[]}", "an IAM policy", "get-pipeline --name NAME"),
        ("{\"Resources\":{\"T\":{\"Type\":\"AWS::SNS::Topic\"}}}", "a CloudFormation template without a resource of the type AWS::CodePipeline::Pipeline", "get-pipeline --name NAME"),
        ("{\"Resources\":{\"A\":" + Pipeline + ",\"B\":" + Pipeline + "}}", "a CloudFormation template with 2 pipelines", "one pipeline"),
        ("{\"Resources\":{\"A\":{\"Type\":\"AWS::CodePipeline::Pipeline\"}}}", "a CloudFormation template whose AWS::CodePipeline::Pipeline has no properties", "get-pipeline --name NAME"),
        ("{\"Type\":\"AWS::SNS::Topic\",\"Properties\":{}}", "a CloudFormation resource of another type", "get-pipeline --name NAME"),
        ("{\"Transform\":\"AWS::Include\",\"Resources\":{\"A\":{\"Type\":\"AWS::CodePipeline::Pipeline\",\"Properties\":{\"Stages\":[]}}}}", "a CloudFormation template with a transform", "Deploy it with CloudFormation first"),
        ("{\"Resources\":{\"A\":{\"Type\":\"AWS::CodePipeline::Pipeline\",\"Condition\":\"Never\",\"Properties\":{\"Stages\":[]}}}}", "a CloudFormation template whose pipeline has a condition", "Specify the properties of the resource alone"),
        ("{\"Resources\":{\"A\":{\"Type\":\"AWS::CodePipeline::Pipeline\",\"Properties\":{\"RoleArn\":{\"Fn::GetAtt\":[\"R\",\"Arn\"]},\"Stages\":[]}}}}", "a CloudFormation template with values that only CloudFormation computes, first at $.Resources.A.Properties.RoleArn", "Deploy it with CloudFormation first"),
        ("{\"Type\":\"AWS::CodePipeline::Pipeline\",\"Properties\":{\"Name\":\"x\",\"RoleArn\":\"{{resolve:ssm:role}}\",\"Stages\":[]}}", "a CloudFormation resource with values that only CloudFormation computes, first at $.Properties.RoleArn", "Deploy it with CloudFormation first"),
        ("{\"Name\":\"x\",\"Stages\":[{\"Name\":{\"Ref\":\"S\"},\"Actions\":[]}]}", "JSON with values that only CloudFormation computes, first at $.Stages[0].Name", "Deploy it with CloudFormation first"),
    ];

    public static IEnumerable<TheoryDataRow<int>> Files() => Enumerable.Range(0, s_files.Length).Select(i => new TheoryDataRow<int>(i) { TestDisplayName = $"{s_files[i].What} ({i})" });

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_another_kind_is_named(int file)
    {
        var (text, what, remedy) = s_files[file];

        var thrown = Assert.Throws<ServiceException>(() => Read(text));

        Assert.Equal(("DefinitionFormatNotSupported", ServiceErrorKind.InvalidInput), (thrown.Condition, thrown.Kind));
        Assert.StartsWith("The definition file is " + what, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", thrown.Message, StringComparison.Ordinal);
        Assert.Null(thrown.InnerException);
    }

    [Theory]
    [InlineData("{\"name\":\"x\",\"stages\":\"System.Object[]\"}", "at $.stages: ConvertTo-Json wrote the name of a type")]
    [InlineData("{\"name\":\"x\",\"stages\":[\"@{name=Source; actions=System.Object[]}\"]}", "at $.stages[0]: ConvertTo-Json wrote the name of a type")]
    [InlineData("{\"name\":\"x\",\"stages\":[{\"name\":\"s\",\"actions\":\"\"}]}", "at $.stages[0].actions: ConvertTo-Json wrote the name of a type")]
    [InlineData("{\"name\":\"x\",\"stages\":[{\"name\":\"s\",\"actions\":[{\"name\":\"a\",\"configuration\":\"System.Collections.Hashtable\"}]}]}", "at $.stages[0].actions[0].configuration: ConvertTo-Json wrote")]
    [InlineData("{\"name\":\"x\",\"stages\":[{\"name\":\"s\",\"actions\":[{\"name\":\"a\",\"configuration\":{\"k\":\"System.Collections.Hashtable\"}}]}]}", "at $.stages[0].actions[0].configuration.k: ConvertTo-Json wrote")]
    [InlineData("{\"Pipeline\":\"Amazon.CodePipeline.Model.PipelineDeclaration\",\"Metadata\":null}", "at $.Pipeline: ConvertTo-Json wrote the name of a type")]
    [InlineData("{\"name\":\"x\",\"stages\":[{\"name\":\"s\",\"actions\":[{\"name\":\"a\",\"commands\":\"npm ci npm test\"}]}]}", "at $.stages[0].actions[0].commands: the value must be a list. If ConvertTo-Json")]
    [InlineData("{\"name\":\"x\",\"stages\":[\"Source\"]}", "at $.stages[0]: the value is text and must be an object or a list. If ConvertTo-Json")]
    public void Values_that_ConvertTo_Json_cut_are_errors_with_the_depth_to_use(string json, string message)
    {
        var thrown = Assert.Throws<ServiceException>(() => Read(json));

        Assert.Equal("InvalidDefinitionJson", thrown.Condition);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith("ConvertTo-Json -Depth 20.", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"runOrder\":\"2\"", 2)]
    [InlineData("\"runOrder\":2.0", 2)]
    [InlineData("\"RunOrder\":0", null)]
    public void A_number_is_read_if_it_has_one_meaning(string member, int? expected) => Assert.Equal(expected, Action(member).RunOrder);

    [Theory]
    [InlineData("\"runOrder\":\"two\"")]
    [InlineData("\"runOrder\":2.5")]
    [InlineData("\"runOrder\":true")]
    [InlineData("\"runOrder\":99999999999")]
    [InlineData("\"configuration\":{\"k\":1e3}")]
    [InlineData("\"configuration\":{\"k\":{\"a\":1}}")]
    [InlineData("\"configuration\":{\"k\":[1]}")]
    [InlineData("\"configuration\":[\"k\"]")]
    public void A_value_with_several_meanings_is_not_read(string member) => Assert.Equal("InvalidDefinitionJson", Assert.Throws<ServiceException>(() => Action(member)).Condition);

    [Theory]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("1.50", "1.50")]
    [InlineData("{\"Value\":\"x\"}", "x")]
    [InlineData("\"BitbucketConnections.Web\"", "BitbucketConnections.Web")]
    public void A_configuration_value_is_the_text_of_the_file(string value, string expected) => Assert.Equal(expected, Action($"\"configuration\":{{\"k\":{value}}}").Configuration!["k"]);

    [Fact]
    public void Values_with_another_type_are_one_message_for_each_kind_with_their_paths()
    {
        var told = new List<string>();
        var actions = string.Join(',', Enumerable.Range(1, 5).Select(i => $"{{\"name\":\"a{i}\",\"runOrder\":\"{i}\",\"configuration\":{{\"k\":true}}}}"));

        Read($"{{\"name\":\"x\",\"stages\":[{{\"name\":\"s\",\"actions\":[{actions}]}}]}}", (level, message) => told.Add($"{level} {message}"));

        Assert.Equal(
            [
                "Verbose Values of the definition file that have another type in AWS's JSON. Texts that are read as numbers: stages[0].actions[0].runOrder, stages[0].actions[1].runOrder, stages[0].actions[2].runOrder and 2 more.",
                "Verbose Values of the definition file that have another type in AWS's JSON. Numbers, true and false that are read as text: stages[0].actions[0].configuration.k, stages[0].actions[1].configuration.k, stages[0].actions[2].configuration.k and 2 more.",
            ],
            told);
    }

    [Theory]
    [InlineData("Deploy", "S3", null, null, "AWS", "1")]
    [InlineData("source", "github", null, "1", "ThirdParty", "1")]
    [InlineData("Deploy", "Unheard", null, null, "", "")]
    [InlineData("Deploy", "S3", "Custom", null, "Custom", "")]
    public void Only_an_owner_and_version_without_alternative_are_added(string category, string provider, string? owner, string? version, string expectedOwner, string expectedVersion)
    {
        var told = new List<string>();
        var members = string.Concat(owner is null ? string.Empty : $",\"owner\":\"{owner}\"", version is null ? string.Empty : $",\"version\":\"{version}\"");

        var read = Action($"\"actionTypeId\":{{\"category\":\"{category}\",\"provider\":\"{provider}\"{members}}}", (level, message) => told.Add($"{level} {message}")).ActionTypeId;

        Assert.Equal((expectedOwner, expectedVersion), (read.Owner, read.Version));
        Assert.Equal(expectedVersion.Length > 0 ? 1 : 0, told.Count(message => message.StartsWith("Warning Action types of the definition have no owner or version.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("beforeEntry")]
    [InlineData("onSuccess")]
    [InlineData("onFailure")]
    public void A_rule_type_without_a_category_has_the_only_category(string gate)
    {
        var read = Read($"{{\"name\":\"x\",\"stages\":[{{\"name\":\"s\",\"actions\":[],\"{gate}\":{{\"conditions\":[{{\"rules\":[{{\"name\":\"r\",\"ruleTypeId\":{{\"provider\":\"DeploymentWindow\"}}}}]}}]}}}}]}}").Stages[0];

        var conditions = gate switch { "beforeEntry" => read.BeforeEntry!.Conditions, "onSuccess" => read.OnSuccess!.Conditions, _ => read.OnFailure!.Conditions! };
        Assert.Equal(("Rule", "DeploymentWindow"), (conditions[0].Rules[0].RuleTypeId.Category, conditions[0].Rules[0].RuleTypeId.Provider));
    }

    [Fact]
    public void A_file_of_a_pipeline_in_another_Region_names_the_Region()
    {
        var told = new List<string>();

        Read("{\"pipeline\":{\"name\":\"x\",\"stages\":[]},\"metadata\":{\"pipelineArn\":\"arn:aws:codepipeline:eu-west-1:123456789012:x\"}}", (_, message) => told.Add(message));

        Assert.Equal("The definition is that of a pipeline in eu-west-1, and the command uses us-east-1. To use eu-west-1, specify -Region eu-west-1.", Assert.Single(told));
    }

    [Theory]
    [InlineData("\n   \t # \n", "x")]
    [InlineData("node (", "")]
    [InlineData("resource ", "")]
    [InlineData("@{", "")]
    [InlineData("\n", "{'")]
    public void Any_text_is_recognized_in_linear_time(string repeated, string end) => TimeBound.OneRunWithin(2, () =>
        Assert.Equal(ServiceErrorKind.InvalidInput, Assert.Throws<ServiceException>(() => Read(string.Concat(Enumerable.Repeat(repeated, 300_000)) + end)).Kind));

    [Fact]
    public void A_wide_definition_is_read_and_checked_in_linear_time()
    {
        using var fixture = new SandboxFixture();
        var json = $"{{\"name\":\"x\",\"stages\":[{string.Join(",", Enumerable.Repeat("{\"name\":\"s\",\"actions\":[{\"name\":\"a\",\"region\":\"eu-west-1\",\"runOrder\":\"0\"}]}", 1_000))}]}}";

        TimeBound.OneRunWithin(30, () => Assert.Equal("InvalidPipelineDefinition", Assert.Throws<ServiceException>(() => fixture.Session.Pipelines.Check(fixture.Session.Wizard.ReadJson(json))).Condition));
    }

    private static PipelineAction Action(string member, Action<DiagnosticLevel, string>? tell = null) =>
        Assert.Single(Assert.Single(Read($"{{\"name\":\"x\",\"stages\":[{{\"name\":\"s\",\"actions\":[{{\"name\":\"a\",{member}}}]}}]}}", tell).Stages).Actions);

    private static Pipeline Read(string text, Action<DiagnosticLevel, string>? tell = null) => DefinitionReader.Read(text, "us-east-1", new ConsoleLinks(null), tell ?? ((_, _) => { }));
}
