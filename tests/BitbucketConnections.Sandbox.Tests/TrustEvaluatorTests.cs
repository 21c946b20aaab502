using BitbucketConnections.Sandbox.Identity;

namespace BitbucketConnections.Sandbox.Tests;

public sealed class TrustEvaluatorTests
{
    private const string Service = """{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}""";

    [Theory]
    [InlineData(Service, true)]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":["codebuild.amazonaws.com","codepipeline.amazonaws.com"]},"Action":["sts:TagSession","sts:AssumeRole"]}""", true)]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"*"},"Action":"sts:*"}""", true)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"*"}""", true)]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"codebuild.amazonaws.com"},"Action":"sts:AssumeRole"}""", false)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}""", false)]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:TagSession"}""", false)]
    [InlineData("""{"Effect":"Deny","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}""", false)]
    [InlineData(Service + """,{"Effect":"Deny","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}""", false)]
    [InlineData(Service + """,{"Effect":"Deny","Principal":"*","Action":"*"}""", false)]
    [InlineData(Service + """,{"Effect":"Deny","Principal":{"Service":"codebuild.amazonaws.com"},"Action":"sts:AssumeRole"}""", true)]
    public void A_service_is_trusted_if_a_statement_allows_it_and_none_denies_it(string statements, bool isTrusted) =>
        Assert.Equal(isTrusted, TrustEvaluator.TrustsService(Policy(statements), "codepipeline.amazonaws.com"));

    [Theory]
    [InlineData("123456789012", true)]
    [InlineData("arn:aws:iam::123456789012:root", true)]
    [InlineData("arn:aws:iam::123456789012:role/r", true)]
    [InlineData("*", true)]
    [InlineData("210987654321", false)]
    [InlineData("arn:aws:iam::210987654321:root", false)]
    [InlineData("arn:aws:iam::123456789012:role/other", false)]
    public void A_principal_is_trusted_by_its_ARN_or_its_account(string principal, bool isTrusted) => Assert.Equal(
        isTrusted,
        TrustEvaluator.TrustsPrincipal(Policy($$$"""{"Effect":"Allow","Principal":{"AWS":"{{{principal}}}"},"Action":"sts:AssumeRole"}"""), "arn:aws:iam::123456789012:role/r"));

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void A_document_that_is_not_a_policy_trusts_nobody(string document) => Assert.False(TrustEvaluator.TrustsService(document, "codepipeline.amazonaws.com"));

    private static string Policy(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";
}
