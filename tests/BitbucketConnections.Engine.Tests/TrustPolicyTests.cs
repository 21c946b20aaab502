using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Tests;

public sealed class TrustPolicyTests
{
    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}""", "codepipeline.amazonaws.com")]
    [InlineData("""[{"Effect":"Allow","Principal":{"Service":["a","b"]},"Action":["sts:TagSession","sts:AssumeRole"]},{"Effect":"Allow","Principal":{"Service":"a"},"Action":"sts:*"}]""", "a b")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"a"},"Action":"*"}""", "a")]
    [InlineData("""{"Effect":"Deny","Principal":{"Service":"a"},"Action":"sts:AssumeRole"}""", "")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"a"},"Action":"sts:TagSession"}""", "")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}""", "")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}""", "")]
    public void Only_services_that_may_assume_the_role_are_trusted(string statement, string services) =>
        Assert.Equal(services, string.Join(" ", TrustPolicy.Services($$"""{"Version":"2012-10-17","Statement":{{statement}}}""")));

    [Theory]
    [InlineData(null)]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void A_document_that_is_not_a_policy_trusts_no_service(string? document) => Assert.Empty(TrustPolicy.Services(document));
}
