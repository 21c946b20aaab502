using System.Text;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Signing;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The examples that AWS publishes, with the verifier and with the tests' own signer.</summary>
public sealed class SignatureVectorTests
{
    private const string Key = "AKIDEXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string S3Key = "AKIAIOSFODNN7EXAMPLE";
    private const string S3Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly DateTimeOffset s_suiteTime = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_s3Time = new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("GET", "/", "service", "host;x-amz-date", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "/", "service", "host;x-amz-date", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("GET", "/?Param2=value2&Param1=value1", "service", "host;x-amz-date", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    public void The_signatures_of_the_test_suite_are_valid(string method, string target, string service, string signedHeaders, string signature)
    {
        var request = Request(method, target, service, signedHeaders, signature, ("Host", "example.amazonaws.com"));

        var verified = Verifier(Key, Secret, s_suiteTime).Verify(request, service);

        Assert.Equal(Key, verified.AccessKeyId);
        Assert.Equal("us-east-1", verified.Region);
    }

    [Fact]
    public void The_IAM_example_in_the_documentation_is_valid()
    {
        var request = Request(
            "GET",
            "/?Action=ListUsers&Version=2010-05-08",
            "iam",
            "content-type;host;x-amz-date",
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
            ("Host", "iam.amazonaws.com"),
            ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"));

        Assert.Equal("iam", Verifier(Key, Secret, s_suiteTime).Verify(request, "iam").Service);
    }

    [Fact]
    public void The_S3_header_example_is_valid()
    {
        var request = new SandboxRequest(
            "GET",
            "/test.txt",
            Headers(
                ("Host", "examplebucket.s3.amazonaws.com"),
                ("Range", "bytes=0-9"),
                ("x-amz-content-sha256", EmptyHash),
                ("x-amz-date", "20130524T000000Z"),
                ("Authorization", $"AWS4-HMAC-SHA256 Credential={S3Key}/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")),
            []);

        Assert.Equal(S3Key, Verifier(S3Key, S3Secret, s_s3Time).Verify(request, "s3").AccessKeyId);
    }

    [Fact]
    public void The_S3_presigned_example_is_valid_until_it_expires()
    {
        var request = new SandboxRequest(
            "GET",
            "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
            Headers(("Host", "examplebucket.s3.amazonaws.com")),
            []);

        Assert.True(Verifier(S3Key, S3Secret, s_s3Time.AddHours(23)).Verify(request, "s3").IsPresigned);
        var late = Assert.Throws<SignatureException>(() => Verifier(S3Key, S3Secret, s_s3Time.AddHours(25)).Verify(request, "s3"));
        Assert.Equal(SignatureProblemKind.LifetimeOver, late.Problem.Kind);
    }

    [Fact]
    public void The_signer_of_these_tests_creates_the_published_signature()
    {
        var canonical = $"GET\n/\n\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n{EmptyHash}";

        Assert.Equal(
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
            new SigV4Signer(Key, Secret, "us-east-1", "service").Signature(canonical, "20150830T123600Z"));
    }

    private static SigV4Verifier Verifier(string key, string secret, DateTimeOffset now) =>
        new(id => id == key ? secret : null, (_, token) => token is null ? null : SignatureProblemKind.UnknownKey, () => now);

    private static SandboxRequest Request(
        string method, string target, string service, string signedHeaders, string signature, params (string Name, string Value)[] headers) => new(
        method,
        target,
        Headers(
        [
            .. headers,
            ("X-Amz-Date", "20150830T123600Z"),
            ("Authorization", $"AWS4-HMAC-SHA256 Credential={Key}/20150830/us-east-1/{service}/aws4_request, SignedHeaders={signedHeaders}, Signature={signature}"),
        ]),
        Encoding.UTF8.GetBytes(string.Empty));

    private static IEnumerable<KeyValuePair<string, string>> Headers(params (string Name, string Value)[] headers) =>
        headers.Select(h => KeyValuePair.Create(h.Name, h.Value));
}
