using System.Xml.Linq;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The S3 features of artifact buckets: names, policy, versioning, public access, encryption and Region.</summary>
public sealed class BucketTests : IDisposable
{
    private const string Xmlns = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::mine/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}""";

    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task D18_a_new_bucket_has_its_place_and_its_ARN_in_the_headers()
    {
        var created = await _sandbox.S3Async(HttpMethod.Put, "/mine");

        Assert.Equal(("/mine", "arn:aws:s3:::mine"), (created.Headers["Location"], created.Headers["x-amz-bucket-arn"]));
    }

    [Theory]
    [InlineData("123456789012", 200)]
    [InlineData("210987654321", 403)]
    public async Task A_bucket_of_another_owner_than_expected_is_forbidden(string owner, int status)
    {
        await _sandbox.S3Async(HttpMethod.Put, "/mine");
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(_sandbox.Info.EndpointUrl, "/mine"));
        request.Headers.Add("x-amz-expected-bucket-owner", owner);
        _sandbox.Signer("s3").Sign(request, [], _sandbox.Now);

        Assert.Equal(status, (await _sandbox.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData("x-amz-acl", "private", 200, null)]
    [InlineData("x-amz-acl", "public-read", 400, "InvalidBucketAclWithObjectOwnership")]
    [InlineData("x-amz-grant-read", "id=x", 400, "InvalidBucketAclWithObjectOwnership")]
    [InlineData("x-amz-object-ownership", "BucketOwnerEnforced", 200, null)]
    [InlineData("x-amz-object-ownership", "ObjectWriter", 501, "NotImplemented")]
    [InlineData("x-amz-bucket-object-lock-enabled", "false", 200, null)]
    [InlineData("x-amz-bucket-object-lock-enabled", "true", 501, "NotImplemented")]
    [InlineData("x-amz-bucket-namespace", "account-regional", 501, "NotImplemented")]
    [InlineData("x-amz-mfa", "device 123456", 501, "NotImplemented")]
    [InlineData("x-amz-checksum-sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", 200, null)]
    [InlineData("x-amz-checksum-sha256", "AAAA", 400, "BadDigest")]
    [InlineData("x-amz-checksum-sha1", "AAAA", 400, "BadDigest")]
    [InlineData("x-amz-checksum-sha512", "AAAA", 400, "BadDigest")]
    [InlineData("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==", 200, null)]
    [InlineData("Content-MD5", "2B2M2Y8AsgTpgAmY7PhCfg==", 400, "BadDigest")]
    [InlineData("Content-MD5", "AAAA", 400, "InvalidDigest")]
    [InlineData("Content-MD5", "no digest", 400, "InvalidDigest")]
    public async Task A_header_of_a_new_bucket_is_followed_or_refused(string header, string value, int status, string? code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_sandbox.Info.EndpointUrl, "/mine")) { Content = new ByteArrayContent([]) };
        if (!request.Headers.TryAddWithoutValidation(header, value))
        {
            request.Content.Headers.TryAddWithoutValidation(header, value);
        }

        _sandbox.Signer("s3").Sign(request, [], _sandbox.Now);
        var answer = await _sandbox.SendAsync(request);

        Assert.Equal((status, code), (answer.Status, answer.Error().Code));
        Assert.Equal(status == 200 ? 200 : 404, (await _sandbox.S3Async(HttpMethod.Head, "/mine")).Status);
    }

    [Theory]
    [InlineData("", "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags></CreateBucketConfiguration>", "the element Tags of CreateBucketConfiguration")]
    [InlineData("?versioning", "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>Enabled</Status><MfaDelete>Enabled</MfaDelete></VersioningConfiguration>", "the element MfaDelete of VersioningConfiguration")]
    public async Task An_element_that_the_sandbox_does_not_have_is_refused(string part, string body, string expected)
    {
        if (part.Length > 0)
        {
            await _sandbox.S3Async(HttpMethod.Put, "/mine");
        }

        Assert.Equal((501, "NotImplemented", $"The sandbox does not have {expected}."), (await _sandbox.S3Async(HttpMethod.Put, "/mine" + part, body)).Error());
    }

    [Theory]
    [InlineData("abc", true)]
    [InlineData("a.b-c.1", true)]
    [InlineData("ab", false)]
    [InlineData("Upper", false)]
    [InlineData("under_score", false)]
    [InlineData("-start", false)]
    [InlineData("end-", false)]
    [InlineData("two..dots", false)]
    [InlineData("192.168.5.4", false)]
    [InlineData("xn--name", false)]
    [InlineData("sthree-name", false)]
    [InlineData("amzn-s3-demo-name", false)]
    [InlineData("name-s3alias", false)]
    [InlineData("name--ol-s3", false)]
    [InlineData("name.mrap", false)]
    [InlineData("name--x-s3", false)]
    [InlineData("name--table-s3", false)]
    public async Task Bucket_names_follow_the_rules_of_S3(string name, bool isValid)
    {
        var answer = await _sandbox.S3Async(HttpMethod.Put, name);

        Assert.Equal(isValid ? 200 : 400, answer.Status);
        if (!isValid)
        {
            Assert.Equal(("InvalidBucketName", "The specified bucket is not valid."), Error(answer));
        }
    }

    [Fact]
    public async Task A_bucket_name_has_at_most_63_characters()
    {
        Assert.Equal(200, (await _sandbox.S3Async(HttpMethod.Put, new string('a', 63))).Status);
        Assert.Equal(400, (await _sandbox.S3Async(HttpMethod.Put, new string('a', 64))).Status);
    }

    [Fact]
    public async Task A_policy_is_stored_returned_and_removed()
    {
        await CreateAsync();
        Assert.Equal(("NoSuchBucketPolicy", "The bucket policy does not exist"), Error(await _sandbox.S3Async(HttpMethod.Get, "mine?policy=")));

        Assert.Equal(204, (await _sandbox.S3Async(HttpMethod.Put, "mine?policy=", Policy)).Status);
        Assert.Equal(Policy, (await _sandbox.S3Async(HttpMethod.Get, "mine?policy=")).Body);
        Assert.Equal(204, (await _sandbox.S3Async(HttpMethod.Delete, "mine?policy=")).Status);
        Assert.Equal(404, (await _sandbox.S3Async(HttpMethod.Get, "mine?policy=")).Status);
    }

    [Theory]
    [InlineData("no JSON", "Policies must be valid JSON and the first byte must be '{'")]
    [InlineData("[]", "Policies must be valid JSON and the first byte must be '{'")]
    [InlineData("{}", "Invalid policy syntax.")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::mine/*"}]}""", "Missing required field Principal")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"nobody"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::mine/*"}]}""", "Invalid principal in policy")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Resource":"arn:aws:s3:::mine/*"}]}""", "Missing required field Action")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"GetObject","Resource":"arn:aws:s3:::mine/*"}]}""", "Policy has invalid action")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}]}""", "Missing required field Resource")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"mine"}]}""", "Policy has invalid resource")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::other/*"}]}""", "Policy has invalid resource")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::mine-too/*"}]}""", "Policy has invalid resource")]
    public async Task A_malformed_policy_is_rejected(string policy, string message)
    {
        await CreateAsync();

        Assert.Equal(("MalformedPolicy", message), Error(await _sandbox.S3Async(HttpMethod.Put, "mine?policy=", policy)));
        Assert.Equal(404, (await _sandbox.S3Async(HttpMethod.Get, "mine?policy=")).Status);
    }

    public static TheoryData<string, string, string> Settings => new()
    {
        { "versioning", $"<VersioningConfiguration {Xmlns} />", $"<VersioningConfiguration {Xmlns}><Status>Enabled</Status></VersioningConfiguration>" },
        {
            "publicAccessBlock",
            $"<PublicAccessBlockConfiguration {Xmlns}><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>",
            $"<PublicAccessBlockConfiguration {Xmlns}><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>false</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>false</RestrictPublicBuckets></PublicAccessBlockConfiguration>"
        },
        {
            "encryption",
            $"<ServerSideEncryptionConfiguration {Xmlns}><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>",
            $"<ServerSideEncryptionConfiguration {Xmlns}><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>k</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>"
        },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task A_new_bucket_has_the_default_settings_of_S3_until_they_are_changed(string part, string original, string changed)
    {
        await CreateAsync();
        Assert.Equal(original, (await _sandbox.S3Async(HttpMethod.Get, $"mine?{part}=")).Body);

        Assert.Equal(200, (await _sandbox.S3Async(HttpMethod.Put, $"mine?{part}=", changed)).Status);

        Assert.Equal(changed, (await _sandbox.S3Async(HttpMethod.Get, $"mine?{part}=")).Body);
    }

    [Theory]
    [InlineData("policy", "[]", "MalformedPolicy")]
    [InlineData("policy", "{}", "MalformedPolicy")]
    [InlineData("versioning", "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>On</Status></VersioningConfiguration>", "MalformedXML")]
    [InlineData("versioning", "<!DOCTYPE a [<!ENTITY e \"Enabled\">]><VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>&e;</Status></VersioningConfiguration>", "MalformedXML")]
    [InlineData("publicAccessBlock", "<PublicAccessBlockConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><BlockPublicAcls>maybe</BlockPublicAcls></PublicAccessBlockConfiguration>", "MalformedXML")]
    [InlineData("encryption", "<ServerSideEncryptionConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\" />", "MalformedXML")]
    [InlineData("encryption", "<ServerSideEncryptionConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm><KMSMasterKeyID>k</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>", "InvalidArgument")]
    [InlineData("encryption", "<Other />", "MalformedXML")]
    public async Task An_invalid_setting_is_rejected_and_changes_nothing(string part, string body, string code)
    {
        await CreateAsync();
        var before = (await _sandbox.S3Async(HttpMethod.Get, $"mine?{part}=")).Status;

        var answer = await _sandbox.S3Async(HttpMethod.Put, $"mine?{part}=", body);

        Assert.Equal((400, code), (answer.Status, Error(answer).Code));
        Assert.Equal(before, (await _sandbox.S3Async(HttpMethod.Get, $"mine?{part}=")).Status);
    }

    [Theory]
    [InlineData("PUT", "policy", Policy)]
    [InlineData("GET", "policy", "")]
    [InlineData("DELETE", "policy", "")]
    [InlineData("GET", "versioning", "")]
    [InlineData("GET", "publicAccessBlock", "")]
    [InlineData("GET", "encryption", "")]
    public async Task A_bucket_is_available_only_in_its_Region_and_to_its_account(string method, string part, string body)
    {
        await CreateAsync();
        var http = new HttpMethod(method);

        var elsewhere = await _sandbox.S3Async(http, $"mine?{part}=", body, region: "eu-west-1");
        var other = await _sandbox.S3Async(http, $"mine?{part}=", body, account: "210987654321");
        var none = await _sandbox.S3Async(http, $"none?{part}=", body);

        Assert.Equal((301, "PermanentRedirect", "us-east-1"), (elsewhere.Status, Error(elsewhere).Code, elsewhere.Headers["x-amz-bucket-region"]));
        Assert.Equal((403, ("AccessDenied", "Access Denied")), (other.Status, Error(other)));
        Assert.Equal((404, ("NoSuchBucket", "The specified bucket does not exist")), (none.Status, Error(none)));
    }

    [Fact]
    public async Task Buckets_are_listed_by_prefix_Region_and_page()
    {
        foreach (var name in new[] { "codepipeline-b", "codepipeline-a", "other" })
        {
            await _sandbox.S3Async(HttpMethod.Put, name, account: "210987654321");
        }

        Assert.Equal(["codepipeline-a", "codepipeline-b", "codepipeline-us-east-1-210987654321"], Names(await ListAsync("?prefix=codepipeline-")));
        Assert.Empty(Names(await ListAsync("?bucket-region=eu-west-1")));
        var first = await ListAsync("?max-buckets=3");
        var token = XElement.Parse(first.Body).Elements().Single(element => element.Name.LocalName == "ContinuationToken").Value;
        var second = await ListAsync("?continuation-token=" + Uri.EscapeDataString(token) + "&max-buckets=3");
        Assert.Equal(["codepipeline-a", "codepipeline-b", "codepipeline-us-east-1-210987654321", "other"], Names(first).Concat(Names(second)));
        Assert.Equal("InvalidArgument", Error(await ListAsync("?max-buckets=0")).Code);
        Assert.Equal("InvalidArgument", Error(await ListAsync("?continuation-token=x")).Code);
    }

    private static IEnumerable<string> Names(Answer answer) =>
        XElement.Parse(answer.Body).Descendants(XName.Get("Name", "http://s3.amazonaws.com/doc/2006-03-01/")).Select(name => name.Value);

    private static (string Code, string Message) Error(Answer answer)
    {
        var error = XElement.Parse(answer.Body);
        return (error.Element("Code")!.Value, error.Element("Message")!.Value);
    }

    private Task<Answer> ListAsync(string query) => _sandbox.S3Async(HttpMethod.Get, query, account: "210987654321");

    private async Task CreateAsync() => Assert.Equal(200, (await _sandbox.S3Async(HttpMethod.Put, "mine")).Status);
}
