using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Contracts.Tests.Policies;

/// <summary>
/// The grammar of policies: documents that IAM accepts and rejects. Each statement of a case changes the members of a valid statement; the
/// value null removes a member.
/// </summary>
public sealed class IamPolicyReaderTests
{
    private const string Valid = """{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::example_bucket"}""";

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"Version":"2012-10-17"}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":["x"]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":"x"}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":null}""")]
    [InlineData("""{"Version":"2013-10-17","Statement":VALID}""")]
    [InlineData("""{"Version":20121017,"Statement":VALID}""")]
    [InlineData("""{"Version":null,"Statement":VALID}""")]
    [InlineData("""{"version":"2012-10-17","Statement":VALID}""")]
    [InlineData("""{"Version":"2012-10-17","statement":VALID}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":VALID,"Extra":"x"}""")]
    [InlineData("""{"Version":"2012-10-17","Id":["x"],"Statement":VALID}""")]
    [InlineData("""{"Version":"2012-10-17","Id":{},"Statement":VALID}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[VALID,"x"]}""")]
    public void A_document_with_a_syntax_error(string document) => Assert.Equal(IamPolicyProblemKind.Syntax, Problem(document.Replace("VALID", Valid))?.Kind);

    [Theory]
    [InlineData("""{"Extra":"x"}""")]
    [InlineData("""{"effect":"Allow"}""")]
    [InlineData("""{"Effect":null}""")]
    [InlineData("""{"Effect":"invalid"}""")]
    [InlineData("""{"Effect":["Allow"]}""")]
    [InlineData("""{"Effect":true}""")]
    [InlineData("""{"Action":{}}""")]
    [InlineData("""{"Action":1}""")]
    [InlineData("""{"Action":[[]]}""")]
    [InlineData("""{"Action":["s3:Get*",1]}""")]
    [InlineData("""{"NotAction":"s3:Get*"}""")]
    [InlineData("""{"NotAction":[]}""")]
    [InlineData("""{"Resource":{"a":"b"}}""")]
    [InlineData("""{"Resource":["*",{}]}""")]
    [InlineData("""{"Resource":1}""")]
    [InlineData("""{"NotResource":"*"}""")]
    [InlineData("""{"NotResource":[]}""")]
    [InlineData("""{"Sid":{}}""")]
    [InlineData("""{"Sid":[]}""")]
    [InlineData("""{"Sid":1}""")]
    [InlineData("""{"Condition":[]}""")]
    [InlineData("""{"Condition":"a"}""")]
    [InlineData("""{"Condition":{"a":"b"}}""")]
    [InlineData("""{"Condition":{"StringEquals":"b"}}""")]
    [InlineData("""{"Condition":{"StringEquals":[]}}""")]
    [InlineData("""{"Condition":{"StringEquals":{"a":{}}}}""")]
    [InlineData("""{"Condition":{"StringEquals":{"a":[{}]}}}""")]
    [InlineData("""{"Condition":{"StringEquals":{"a":null}}}""")]
    [InlineData("""{"Condition":{"x":{"a":"1"}}}""")]
    [InlineData("""{"Condition":{"ForAnyValue::StringEquals":{"a":"1"}}}""")]
    [InlineData("""{"Condition":{"NullIfExists":{"a":"true"}}}""")]
    [InlineData("""{"Condition":{"StringEqualsIfExistsIfExists":{"a":"1"}}}""")]
    [InlineData("""{"Condition":{"BinaryEquals":{"a":"not Base64"}}}""")]
    [InlineData("""{"Condition":[{"StringEquals":{"a":"1"}}]}""")]
    [InlineData("""{"Principal":"everyone"}""")]
    [InlineData("""{"Principal":{}}""")]
    [InlineData("""{"Principal":{"Nobody":"x"}}""")]
    [InlineData("""{"Principal":{"AWS":[]}}""")]
    [InlineData("""{"Principal":{"AWS":{}}}""")]
    [InlineData("""{"Principal":"*","NotPrincipal":"*"}""")]
    public void A_statement_with_a_syntax_error(string changes) => Assert.Equal(IamPolicyProblemKind.Syntax, Problem(changes, IamPolicyKind.Identity)?.Kind);

    [Theory]
    [InlineData("""{"Effect":"denY"}""")]
    [InlineData("""{"Effect":"allow","Resource":"arn:aws:s3:us-east-1::example_bucket"}""")]
    [InlineData("""{"Resource":"arn:aws:s3::example_bucket"}""")]
    [InlineData("""{"Resource":null,"NotResource":"arn:aws:s3::example_bucket"}""")]
    [InlineData("""{"Action":null,"Resource":"arn:aws:s3::example_bucket"}""")]
    [InlineData("""{"Resource":"arn:aws::::example_bucket"}""")]
    [InlineData("""{"Resource":"arn:aws::x"}""")]
    [InlineData("""{"Condition":{"DateGreaterThan":{"a":"word"}}}""")]
    [InlineData("""{"Condition":{"DateGreaterThanIfExists":{"a":"word"}}}""")]
    [InlineData("""{"Action":null,"Condition":{"DateGreaterThan":{"a":"word"}}}""")]
    [InlineData("""{"Resource":"arn:error:s3:::example_bucket","Condition":{"DateGreaterThan":{"a":"word"}}}""")]
    [InlineData("""{"Condition":{"DateLessThanEquals":{"a":"234-13"}}}""")]
    [InlineData("""{"Condition":{"DateLessThanEquals":{"a":"2016-12-13t2:00:00.593194+1"}}}""")]
    [InlineData("""{"Condition":{"DateLessThanEquals":{"a":"2016-12-13t2:00:00.1999999999+10:59"}}}""")]
    [InlineData("""{"Condition":{"DateLessThan":{"a":"9223372036854775808"}}}""")]
    [InlineData("""{"Condition":{"DateLessThan":{"a":"\u0662\u0660\u0663\u0660-01-01"}}}""")]
    [InlineData("""{"Condition":{"DateLessThan":{"a":"2031-01-01T00:00:00-24:00"}}}""")]
    [InlineData("""{"Condition":{"DateLessThan":{"a":"2031-01-01\n"}}}""")]
    [InlineData("""{"Condition":{"DateLessThan":{"a":["2030-01-01","word"]}}}""")]
    public void A_statement_that_the_older_parser_rejects(string changes) => Assert.Equal(IamPolicyProblemKind.Legacy, Problem(changes, IamPolicyKind.Identity)?.Kind);

    [Theory]
    [InlineData("""{"Sid":"a b"}""", IamPolicyProblemKind.SidCharacters, "a b", "")]
    [InlineData("""{"Sid":"a-b"}""", IamPolicyProblemKind.SidCharacters, "a-b", "")]
    [InlineData("""{"Principal":"*"}""", IamPolicyProblemKind.PrincipalProhibited, "", "")]
    [InlineData("""{"NotPrincipal":{"AWS":"111122223333"}}""", IamPolicyProblemKind.PrincipalProhibited, "", "")]
    [InlineData("""{"Action":null}""", IamPolicyProblemKind.ActionMissing, "", "")]
    [InlineData("""{"Action":[]}""", IamPolicyProblemKind.ActionMissing, "", "")]
    [InlineData("""{"Action":null,"Resource":null}""", IamPolicyProblemKind.ActionMissing, "", "")]
    [InlineData("""{"Action":"invalid"}""", IamPolicyProblemKind.ActionWithoutService, "invalid", "")]
    [InlineData("""{"Action":"invalid","Resource":null}""", IamPolicyProblemKind.ActionWithoutService, "invalid", "")]
    [InlineData("""{"Action":null,"NotAction":""}""", IamPolicyProblemKind.ActionWithoutService, "", "")]
    [InlineData("""{"Action":"a a:ListBucket"}""", IamPolicyProblemKind.ActionService, "a a", "")]
    [InlineData("""{"Action":"s3:List:Bucket"}""", IamPolicyProblemKind.ActionColons, "s3:List:Bucket", "")]
    [InlineData("""{"Action":["s3:ListBucket","s:3:ListBucket"]}""", IamPolicyProblemKind.ActionColons, "s:3:ListBucket", "")]
    [InlineData("""{"Resource":null}""", IamPolicyProblemKind.ResourceMissing, "", "")]
    [InlineData("""{"Resource":[]}""", IamPolicyProblemKind.ResourceMissing, "", "")]
    [InlineData("""{"Resource":"invalid resource"}""", IamPolicyProblemKind.ResourceNotArn, "invalid resource", "")]
    [InlineData("""{"Resource":""}""", IamPolicyProblemKind.ResourceNotArn, "", "")]
    [InlineData("""{"Action":"s:3:ListBucket","Resource":"x"}""", IamPolicyProblemKind.ResourceNotArn, "x", "")]
    [InlineData("""{"Resource":["*","x"]}""", IamPolicyProblemKind.ResourceNotArn, "x", "")]
    [InlineData("""{"Resource":"a:b"}""", IamPolicyProblemKind.ResourcePartition, "b", "arn:b:*:*:*:*")]
    [InlineData("""{"Resource":"a:b:c"}""", IamPolicyProblemKind.ResourcePartition, "b", "arn:b:c:*:*:*")]
    [InlineData("""{"Resource":"a:b:c:d:e:f:g:h"}""", IamPolicyProblemKind.ResourcePartition, "b", "arn:b:c:d:e:f:g:h")]
    [InlineData("""{"Resource":"aws:s3:::example_bucket"}""", IamPolicyProblemKind.ResourcePartition, "s3", "arn:s3:::example_bucket:*")]
    [InlineData("""{"Resource":["arn:error:s3:::example_bucket","arn:error:s3::example_bucket"]}""", IamPolicyProblemKind.ResourcePartition, "error", "arn:error:s3:::example_bucket")]
    [InlineData("""{"Resource":"arn:aws"}""", IamPolicyProblemKind.ResourceService, "arn:aws", "")]
    [InlineData("""{"Resource":"arn:aws:iam:::example_bucket"}""", IamPolicyProblemKind.ResourcePath, "arn:aws:iam:::example_bucket", "user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/")]
    [InlineData("""{"Resource":"arn:aws:iam:us-east-1::example_bucket"}""", IamPolicyProblemKind.ResourceRegion, "arn:aws:iam:us-east-1::example_bucket", "iam")]
    [InlineData("""{"Resource":"arn:aws:s3:us-east-1::example_bucket"}""", IamPolicyProblemKind.ResourceRegion, "arn:aws:s3:us-east-1::example_bucket", "s3")]
    public void A_statement_with_a_wrong_value(string changes, IamPolicyProblemKind kind, string value, string detail)
    {
        var problem = Problem(changes, IamPolicyKind.Identity);
        Assert.NotNull(problem);
        Assert.Equal((kind, value, detail), (problem.Kind, problem.Value, problem.Detail));
    }

    [Theory]
    [InlineData("""{"Sid":"sdf"},{"Sid":"sdf","Action":null}""", IamPolicyProblemKind.SidDuplicate)]
    [InlineData("""{"Sid":"sdf","Effect":"aLLow"},{"Sid":"sdf","Action":null}""", IamPolicyProblemKind.Legacy)]
    [InlineData("""{},{"Action":null,"Resource":null}""", IamPolicyProblemKind.ActionMissing)]
    [InlineData("""{"Action":null},{"Extra":1}""", IamPolicyProblemKind.Syntax)]
    public void The_first_problem_in_the_order_of_IAM_is_reported(string statements, IamPolicyProblemKind kind) => Assert.Equal(kind, Problem(statements, IamPolicyKind.Identity)?.Kind);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Action":"iam: asdf safdsf af "}""")]
    [InlineData("""{"Action":"*"}""")]
    [InlineData("""{"Action":["s3-s:ListBucket","s3.s:ListBucket","unknown-service:Action"]}""")]
    [InlineData("""{"Action":null,"NotAction":"s3:ListBucket"}""")]
    [InlineData("""{"Action":null,"NotAction":["s3:*"],"Resource":null,"NotResource":"*"}""")]
    [InlineData("""{"Resource":["arn:aws:s3:::example_bucket","*"]}""")]
    [InlineData("""{"Resource":"arn:aws:iam:::user/example_bucket"}""")]
    [InlineData("""{"Resource":"arn:aws:iam::*:*"}""")]
    [InlineData("""{"Resource":"arn:aws:s33:::example_bucket"}""")]
    [InlineData("""{"Resource":"arn:aws:fdsasf"}""")]
    [InlineData("""{"Resource":"arn:aws:cloudwatch:us-east-1::example_bucket"}""")]
    [InlineData("""{"Resource":"arn:aws-cn:s3:::example_bucket"}""")]
    [InlineData("""{"Resource":"arn:aws-us-gov:s3:::example_bucket"}""")]
    [InlineData("""{"Resource":"arn:*:s3:::example_bucket"}""")]
    [InlineData("""{"Resource":"arn:aws:iam::*:user/${aws:username}"}""")]
    [InlineData("""{"Condition":{}}""")]
    [InlineData("""{"Condition":{"DateGreaterThan":{}}}""")]
    [InlineData("""{"Condition":{"DateGreaterThan":{"a":[]}}}""")]
    [InlineData("""{"Condition":{"a":{},"y":{}}}""")]
    [InlineData("""{"Condition":{"DateGreaterThan":{"a":"01T"}}}""")]
    [InlineData("""{"Condition":{"DateLessThan":{"a":"-292275054"}}}""")]
    [InlineData("""{"Condition":{"DateLessThanEquals":{"a":"2019-07-01T13:20:15Z"}}}""")]
    [InlineData("""{"Condition":{"DateLessThanEquals":{"a":"2016-12-13T21:20:37.593194+00:00"}}}""")]
    [InlineData("""{"Condition":{"DateLessThanEquals":{"a":"2016-12-13t2:00:00.593194+23"}}}""")]
    [InlineData("""{"Condition":{"DateLessThan":{"a":["2031","2031-01","2031-01-01","2031-01-01T00:00Z","2031-01-01T00:00-05:00","2031-01-01T00:00:00-05:00","2031-01-01T00:00:00.1-05:00"]}}}""")]
    [InlineData("""{"Condition":{"ForAnyValue:StringEqualsIfExists":{"a":"asf"}}}""")]
    [InlineData("""{"Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":"Department"}}}""")]
    [InlineData("""{"Condition":{"NumericEquals":{"a":["NaN","+1","01","1.",1]},"Bool":{"b":["TRUE","yes",false]},"Null":{"c":"yes"},"ArnLike":{"d":"not-an-arn"},"IpAddress":{"e":"not-an-ip"}}}""")]
    [InlineData("""{"Sid":""},{"Sid":""}""")]
    [InlineData("""{"Sid":"a"},{"Sid":"A"}""")]
    public void A_valid_statement(string changes) => Assert.Null(Problem(changes, IamPolicyKind.Identity));

    [Theory]
    [InlineData("""{"Condition":{"DateEquals":{"a":"not-a-date"}}}""", null)]
    [InlineData("""{"Condition":{"BinaryEquals":{"a":"not Base64"}}}""", IamPolicyProblemKind.Syntax)]
    [InlineData("""{"Principal":"*"}""", IamPolicyProblemKind.PrincipalProhibited)]
    [InlineData("""{"Resource":null}""", IamPolicyProblemKind.ResourceMissing)]
    public void G1_the_policy_of_a_session_can_have_any_text_as_a_date(string changes, IamPolicyProblemKind? kind) => Assert.Equal(kind, Problem(changes, IamPolicyKind.Session)?.Kind);

    [Theory]
    [InlineData("""{"Statement":VALID}""", false)]
    [InlineData("""{"Version":"2008-10-17","Statement":[VALID]}""", false)]
    [InlineData("""{"Version":"2012-10-17","Id":"an id","Statement":[VALID]}""", true)]
    public void A_valid_document(string document, bool hasVariables) =>
        Assert.Equal(hasVariables, PlainJson.Policy(document.Replace("VALID", Valid)).HasVariables);

    [Theory]
    [InlineData("""{"Resource":null}""", null)]
    [InlineData("""{"Resource":null,"Action":["sts:AssumeRole","sts:TagSession"]}""", null)]
    [InlineData("""{"Resource":null,"Action":"*"}""", null)]
    [InlineData("""{"Resource":null,"Principal":"*"}""", null)]
    [InlineData("""{"Resource":null,"Principal":{"AWS":["*","111122223333","arn:aws:iam::111122223333:root","AROAEXAMPLEEXAMPLE123"],"Federated":"cognito-identity.amazonaws.com"}}""", null)]
    [InlineData("{}", IamPolicyProblemKind.ResourceProhibited)]
    [InlineData("""{"Resource":null,"NotResource":"*"}""", IamPolicyProblemKind.ResourceProhibited)]
    [InlineData("""{"Resource":null,"Principal":null}""", IamPolicyProblemKind.PrincipalMissing)]
    [InlineData("""{"Resource":null,"Action":"s3:GetObject"}""", IamPolicyProblemKind.ActionNotAssume)]
    [InlineData("""{"Resource":null,"Principal":{"Service":"codepipeline"}}""", IamPolicyProblemKind.PrincipalInvalid)]
    [InlineData("""{"Resource":null,"Principal":{"AWS":"someone"}}""", IamPolicyProblemKind.PrincipalInvalid)]
    [InlineData("""{"Resource":null,"Principal":{"AWS":"arn:aws:iam::111122223333:user/*"}}""", IamPolicyProblemKind.PrincipalInvalid)]
    [InlineData("""{"Resource":null,"Principal":{"AWS":"arn:aws:s3:::bucket"}}""", IamPolicyProblemKind.PrincipalInvalid)]
    [InlineData("""{"Resource":null,"Principal":{"AWS":["arn:aws:iam::111122223333:user/a/b","arn:aws-cn:iam::111122223333:role/r","arn:aws:sts::111122223333:assumed-role/r/s","arn:aws:sts::111122223333:federated-user/f"]}}""", null)]
    [InlineData("""{"Resource":null,"Principal":{"AWS":"arn:aws:iam::111122223333:group/g"}}""", IamPolicyProblemKind.PrincipalInvalid)]
    [InlineData("""{"Resource":null,"Principal":{"AWS":"arn:aws:iam::111122223333:policy/p"}}""", IamPolicyProblemKind.PrincipalInvalid)]
    [InlineData("""{"Resource":null,"Principal":{"AWS":"arn:aws:iam::111122223333:role/"}}""", IamPolicyProblemKind.PrincipalInvalid)]
    [InlineData("""{"Resource":null,"Principal":{"AWS":"arn:aws:iam:us-east-1:111122223333:role/r"}}""", IamPolicyProblemKind.PrincipalInvalid)]
    [InlineData("""{"Resource":null,"Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/r"}}""", IamPolicyProblemKind.PrincipalInvalid)]
    [InlineData("""{"Resource":null,"Principal":{"AWS":"arn:aws:sts::111122223333:role/r"}}""", IamPolicyProblemKind.PrincipalInvalid)]
    [InlineData("""{"Resource":null,"Principal":null,"NotPrincipal":{"AWS":"111122223333"}}""", IamPolicyProblemKind.NotPrincipalProhibited)]
    [InlineData("""{"Resource":null,"Effect":"Deny","Principal":null,"NotPrincipal":{"AWS":"111122223333"}}""", IamPolicyProblemKind.NotPrincipalProhibited)]
    public void A_trust_policy(string changes, IamPolicyProblemKind? kind) =>
        Assert.Equal(kind, Problem(changes, IamPolicyKind.Trust, """{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole","Resource":"*"}""")?.Kind);

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"Sid":"with spaces"}""", null)]
    [InlineData("""{"Principal":null}""", IamPolicyProblemKind.PrincipalMissing)]
    [InlineData("""{"Principal":null,"NotPrincipal":{"AWS":"111122223333"}}""", IamPolicyProblemKind.NotPrincipalAllows)]
    [InlineData("""{"Effect":"Deny","Principal":null,"NotPrincipal":{"AWS":"111122223333"}}""", null)]
    [InlineData("""{"Resource":null}""", IamPolicyProblemKind.ResourceMissing)]
    public void A_policy_of_a_resource(string changes, IamPolicyProblemKind? kind) =>
        Assert.Equal(kind, Problem(changes, IamPolicyKind.Resource, """{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::example_bucket/*"}""")?.Kind);

    private static IamPolicyProblem? Problem(string document)
    {
        IamPolicyReader.Read(PlainJson.Of(document), IamPolicyKind.Identity, out var problem);
        return problem;
    }

    private static IamPolicyProblem? Problem(string changes, IamPolicyKind kind, string valid = Valid)
    {
        var statements = JsonNode.Parse($"[{changes}]")!.AsArray().Select(statement => Changed(valid, statement!.AsObject())).ToArray();
        var document = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statements) };
        var policy = IamPolicyReader.Read(PlainJson.Of(document.ToJsonString()), kind, out var problem);
        Assert.Equal(problem is null, policy is not null);
        return problem;
    }

    private static JsonNode? Changed(string valid, JsonObject changes)
    {
        var statement = JsonNode.Parse(valid)!.AsObject();
        foreach (KeyValuePair<string, JsonNode?> change in changes)
        {
            if (change.Value is null)
            {
                statement.Remove(change.Key);
            }
            else
            {
                statement[change.Key] = change.Value.DeepClone();
            }
        }

        return statement;
    }
}
