using System;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Contracts.Tests;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("""{"OAuthToken":"t0p"}""", """{"OAuthToken":"****"}""")]
    [InlineData("""{"SecretAccessKey" : "t0p\"t0p"}""", """{"SecretAccessKey" : "****"}""")]
    [InlineData("""{"password":4711,"isTokenValid":true,"token":null,"pwd":""}""", """{"password":"****","isTokenValid":true,"token":null,"pwd":""}""")]
    [InlineData("""{"credentials":{"a":"t0p","b":["t0p",1]},"next":"x"}""", """{"credentials":{"a":"****","b":["****","****"]},"next":"x"}""")]
    [InlineData("""{"name":"DB_PASSWORD","value":"t0p","type":"PLAINTEXT"}""", """{"name":"DB_PASSWORD","value":"****","type":"PLAINTEXT"}""")]
    [InlineData("""{"value":"t0p","name":"DB_PASSWORD"}""", """{"value":"****","name":"DB_PASSWORD"}""")]
    [InlineData("""[{"Key":"api-key","Value":"t0p"},{"Key":"team","Value":"web"}]""", """[{"Key":"api-key","Value":"****"},{"Key":"team","Value":"web"}]""")]
    [InlineData("""{"ParameterKey":"DbPassword","ParameterValue":"t0p"}""", """{"ParameterKey":"DbPassword","ParameterValue":"****"}""")]
    [InlineData("""{"EnvironmentVariables":"[{\"name\":\"DB_PASSWORD\",\"value\":\"t0p\"},{\"name\":\"STAGE\",\"value\":\"test\"}]"}""", """{"EnvironmentVariables":"[{\"name\":\"DB_PASSWORD\",\"value\":\"****\"},{\"name\":\"STAGE\",\"value\":\"test\"}]"}""")]
    [InlineData("""{"c":"{\u0022password\u0022:\u0022t0p\u0022}"}""", """{"c":"{\"password\":\"****\"}"}""")]
    [InlineData("""{"a":"{\"b\":\"{\\\"password\\\":\\\"t0p\\\"}\"}"}""", """{"a":"{\"b\":\"{\\\"password\\\":\\\"****\\\"}\"}"}""")]
    [InlineData("""{"url":"https://me:t0p@bitbucket.org/ws/repo"}""", """{"url":"https://****@bitbucket.org/ws/repo"}""")]
    [InlineData("""{"url":"https:\/\/me:t0p@bitbucket.org\/ws"}""", """{"url":"https://****@bitbucket.org/ws"}""")]
    [InlineData("""{"externalExecutionId":"00000000-0000-0000-0000-000000000000"}""", """{"externalExecutionId":"****"}""")]
    [InlineData("""{"externalExecutionId":"project:00000000-0000-0000-0000-000000000000"}""", """{"externalExecutionId":"project:00000000-0000-0000-0000-000000000000"}""")]
    [InlineData("""CreatePipeline failed: bad {"Password":"t0p"} (Invalid)""", """CreatePipeline failed: bad {"Password":"****"} (Invalid)""")]
    [InlineData("""Value '{Password=t0p, Branch=main}' at 'configuration'""", """Value '{Password=****, Branch=main}' at 'configuration'""")]
    [InlineData("""Action=AssumeRole&WebIdentityToken=t0p&Version=1""", """Action=AssumeRole&WebIdentityToken=****&Version=1""")]
    [InlineData("""AWS_SECRET_ACCESS_KEY="t0p t0p" set""", """AWS_SECRET_ACCESS_KEY="****" set""")]
    [InlineData("<SecretAccessKey>t0p</SecretAccessKey><RoleId>x</RoleId>", "<SecretAccessKey>****</SecretAccessKey><RoleId>x</RoleId>")]
    [InlineData("""a 5" disk {bad "password" : "t0p" and \"pwd\": \"t0p\" more""", """a 5" disk {bad "password" : "****" and \"pwd\": \"****\" more""")]
    [InlineData("""{"a":1,"password":"t0p""", """{"a":1,"password":"****""")]
    [InlineData("""{"value":"t0p","name":"TOKEN" """, """{"value":"****","name":"TOKEN" """)]
    [InlineData("https://me:t0/p@bitbucket.org/w", "https://****@bitbucket.org/w")]
    [InlineData("https://t0p@bitbucket.org/w and https://host:8080/@scope/x", "https://****@bitbucket.org/w and https://host:8080/@scope/x")]
    [InlineData("The name 'a@b' belongs to arn:aws:codepipeline:us-east-1:1:a@b; see // a@b", "The name 'a@b' belongs to arn:aws:codepipeline:us-east-1:1:a@b; see // a@b")]
    [InlineData(""" "[{\"name\":\"DB_PASSWORD\",\"value\":\"t0p\"}]" """, """ "[{\"name\":\"DB_PASSWORD\",\"value\":\"****\"}]" """)]
    [InlineData("""is "abc"{"password":"t0p"}""", """is "abc"{"password":"****"}""")]
    [InlineData("aws_secret_access_key = t0p/t0p+t0p\nregion = us-east-1", "aws_secret_access_key = ****\nregion = us-east-1")]
    [InlineData("DB_PASSWORD: t0p\nSTAGE: test", "DB_PASSWORD: ****\nSTAGE: test")]
    [InlineData("The pipeline oauth-service: no executions. The token: expired. token == x, token => x", "The pipeline oauth-service: no executions. The token: expired. token == x, token => x")]
    [InlineData("Authorization: Basic t0p= and more", "Authorization: Basic ****")]
    [InlineData("https://a.blob.core.windows.net/x?sv=1&sig=t0p%3D&se=2 sig=x", "https://a.blob.core.windows.net/x?sv=1&sig=****&se=2 sig=x")]
    [InlineData("https://b.s3.amazonaws.com/k?X-Amz-Credential=AKIA%2Ft0p&X-Amz-Date=1&X-Amz-Security-Token=t0p&X-Amz-Signature=t0p", "https://b.s3.amazonaws.com/k?X-Amz-Credential=****&X-Amz-Date=1&X-Amz-Security-Token=****&X-Amz-Signature=****")]
    [InlineData("""{"message":"no pipeline \u0027ghp_t0pt0pt0pt0p\u0027"}""", """{"message":"no pipeline \u0027ghp_****\u0027"}""")]
    [InlineData("""{"message":"Value \u0027curl -u me:t0p https://x\u0027 at \u0027actions.1.member.commands.1.member\u0027 failed"}""", """{"message":"Value 'curl -u me:**** https://x' at 'actions.1.member.commands.1.member' failed"}""")]
    [InlineData("is eyJ0eXAiOiJKV1QiLCJhbGciOiJ.eyJ0MHAi.t0p-t0p_ now", "is eyJ**** now")]
    [InlineData("key -----BEGIN RSA PRIVATE KEY-----\nt0p\n-----END RSA PRIVATE KEY----- end", "key -----BEGIN RSA PRIVATE KEY-----****-----END RSA PRIVATE KEY----- end")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nopen\n-----END PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----\nopen\n-----END PUBLIC KEY-----")]
    [InlineData("""{"a":"-----BEGIN PRIVATE KEY-----\nt0p","b":1}""", """{"a":"-----BEGIN PRIVATE KEY-----****","b":1}""")]
    [InlineData("Value '{OAuthToken=t0p, with t0p and more, Branch=main}' at 'pipeline.stages.1.member.actions.1.member.configuration' failed", "Value '{OAuthToken=****, Branch=main}' at 'pipeline.stages.1.member.actions.1.member.configuration' failed")]
    [InlineData("Value '{UserParameters=t0p, t0p}' at 'configuration' and Value 't0p' at 'configuration.oauthtoken' failed", "Value '{UserParameters=****}' at 'configuration' and Value '****' at 'configuration.oauthtoken' failed")]
    [InlineData("Value 'curl -u me:t0p https://x' at 'actions.1.member.commands.1.member' failed", "Value 'curl -u me:**** https://x' at 'actions.1.member.commands.1.member' failed")]
    [InlineData("", "")]
    public void A_message_keeps_everything_except_the_secrets(string text, string expected) => Assert.Equal(expected, Redaction.Message(text));

    [Theory]
    [InlineData("""{"environmentVariables":[{"name":"STAGE","value":"t0p"}]}""", """{"environmentVariables":[{"name":"STAGE","value":"****"}]}""")]
    [InlineData("""{"variables":[{"defaultValue":"t0p","name":"STAGE"}]}""", """{"variables":[{"defaultValue":"****","name":"STAGE"}]}""")]
    [InlineData("""{"variables":[{"name":"STAGE","resolvedValue":"t0p"}]}""", """{"variables":[{"name":"STAGE","resolvedValue":"****"}]}""")]
    [InlineData("""{"configuration":{"UserParameters":"t0p","FunctionName":"f"}}""", """{"configuration":{"UserParameters":"****","FunctionName":"f"}}""")]
    [InlineData("""{"EnvironmentVariables":"[{\"name\":\"STAGE\",\"value\":\"t0p\"}]"}""", """{"EnvironmentVariables":"[{\"name\":\"STAGE\",\"value\":\"****\"}]"}""")]
    [InlineData("""{"tags":[{"key":"team","value":"web"}]}""", """{"tags":[{"key":"team","value":"web"}]}""")]
    public void The_wire_shows_no_value_of_a_variable(string text, string expected) => Assert.Equal(expected, Redaction.Wire(text));

    [Theory]
    [InlineData("OAuthToken", "t0p", "****")]
    [InlineData("oauthtoken", "t0p", "****")]
    [InlineData("DB_PASS2", "t0p", "****")]
    [InlineData("Compass", "north", "north")]
    [InlineData("GITHUB_Private-Key", "t0p", "****")]
    [InlineData("ProjectName", "web", "web")]
    [InlineData("ParameterOverrides", """{"DbPassword":"t0p","Size":"1"}""", """{"DbPassword":"****","Size":"1"}""")]
    [InlineData("Password", null, null)]
    [InlineData("Password", "", "")]
    public void The_name_decides_whether_a_value_is_shown(string name, string? value, string? expected) => Assert.Equal(expected, Redaction.Value(name, value));

    // The value of UserParameters is anything that the function reads.
    [Theory]
    [InlineData("password: t0p", "password: ****")]
    [InlineData("stage: prod\npassword: t0p t0p # why\nlevel: 1", "stage: prod\npassword: **** # why\nlevel: 1")]
    [InlineData("db:\r\n  - password: 't0p'\r\n    token : x\r\n", "db:\r\n  - password: '****'\r\n    token : x\r\n")]
    [InlineData("\"api_key\": \"t0p\"", "\"api_key\": \"****\"")]
    [InlineData("'api_key': 't0p", "'api_key': '****")]
    [InlineData("key: |\n  a\nprivate_key: |\n  t0p\n\n  t0p\nlevel: 1", "key: |\n  a\nprivate_key: |\n  ****\nlevel: 1")]
    [InlineData("credentials:\n  user: t0p\n  word: t0p", "credentials:\n  ****")]
    [InlineData("password: [t0p, t0p]", "password: ****")]
    [InlineData("PAT: t0p", "PAT: ****")]
    [InlineData("{token: t0p, b: c, password: t0p}", "{token: ****, b: c, password: ****}")]
    [InlineData("oauth: false\nsignature: true\npassword: {{resolve:secretsmanager:x}}\nPat: hello\ntokenizer: bert\napiKeyRequired: yes", "oauth: false\nsignature: true\npassword: {{resolve:secretsmanager:x}}\nPat: hello\ntokenizer: bert\napiKeyRequired: yes")]
    [InlineData("TOKEN=$(aws sts get)", "TOKEN=$(aws sts get)")]
    [InlineData("{\"PAT\":\"t0p\",\"GITHUB_PAT\":\"t0p\",\"path\":\"a\"}", "{\"PAT\":\"****\",\"GITHUB_PAT\":\"****\",\"path\":\"a\"}")]
    [InlineData("curl -u me:t0p https://x", "curl -u me:**** https://x")]
    [InlineData("deploy --password t0p", "deploy --password ****")]
    [InlineData("mysql -pt0p db", "mysql -p**** db")]
    [InlineData("{\"run\":\"deploy --password t0p\"}", "{\"run\":\"deploy --password ****\"}")]
    [InlineData("[\"deploy --password t0p\"]", "[\"deploy --password ****\"]")]
    [InlineData("password: $PASSWORD\ntoken: ${T}\nsecret: #{a.b}", "password: $PASSWORD\ntoken: ${T}\nsecret: #{a.b}")]
    [InlineData("tokenUrl: https://x\nmaxTokens: 100\nimage: r.example/token:1", "tokenUrl: https://x\nmaxTokens: 100\nimage: r.example/token:1")]
    public void A_value_is_read_as_JSON_as_YAML_and_as_a_command(string value, string expected)
    {
        Assert.Equal(expected, Redaction.Value("UserParameters", value));
        Assert.Equal(expected, Redaction.Value("UserParameters", expected));
    }

    [Theory]
    [InlineData("DB_PASSWORD: 't0p t0p'", "DB_PASSWORD: '****'")]
    [InlineData("DB_PASSWORD: \"t0p\"", "DB_PASSWORD: \"****\"")]
    [InlineData("DB_PASSWORD: \"$DB\"", "DB_PASSWORD: \"$DB\"")]
    public void A_value_of_YAML_can_be_in_quotation_marks(string text, string expected) => Assert.Equal(expected, Redaction.Message(text));

    [Theory]
    [InlineData("""{"configuration":{"OAuthToken":"t0p-12345"}}""", "Not found: t0p-12345", "Not found: ****")]
    [InlineData("""{"configuration":{"OAuthToken":"t0p\"12345"}}""", """{"message":"Not found: t0p\"12345."}""", """{"message":"Not found: ****."}""")]
    [InlineData("""{"EnvironmentVariables":"[{\"name\":\"DB_PASSWORD\",\"value\":\"t0p-12345\"},{\"name\":\"STAGE\",\"value\":\"production\"}]"}""", "t0p-12345, production", "****, production")]
    [InlineData("""{"configuration":{"OAuthToken":"t0p"}}""", "a t0p level", "a t0p level")]
    [InlineData("""{"configuration":{"UserParameters":"password: t0p-12345\nlevel: production"}}""", "t0p-12345, production", "****, production")]
    [InlineData("""{"configuration":{"UserParameters":"{\"password\":\"t0p-12345\"}"}}""", "t0p-12345", "****")]
    [InlineData("""{"commands":["deploy --password t0p-12345"]}""", "t0p-12345", "****")]
    [InlineData("Action=CreateRole", "Action is unknown", "Action is unknown")]
    public void A_named_secret_of_a_request_is_hidden_in_its_answer(string request, string answer, string expected) => Assert.Equal(expected, RequestSecrets.HideNamed(request, answer));

    [Fact]
    public void The_trace_also_hides_the_values_of_variables_that_an_answer_repeats() => Assert.Equal(
        "****",
        RequestSecrets.HideAll("""{"variables":[{"name":"STAGE","value":"production"}]}""", "production"));

    [Theory]
    [InlineData("tokenUrl")]
    [InlineData("token_url")]
    [InlineData("TokenEndpoint")]
    [InlineData("maxTokens")]
    [InlineData("MAX_OUTPUT_TOKENS")]
    [InlineData("token_type")]
    [InlineData("PASSWORD_POLICY")]
    [InlineData("PATH")]
    [InlineData("Pattern")]
    [InlineData("Pat")]
    [InlineData("tokenizer")]
    [InlineData("credentialsRequired")]
    public void A_name_of_a_place_or_a_number_has_no_secret_value(string name) => Assert.False(Redaction.IsSecretName(name));

    [Theory]
    [InlineData("PAT")]
    [InlineData("PAT2")]
    [InlineData("GITHUB_PAT")]
    [InlineData("githubPat")]
    [InlineData("webhookUrl")]
    [InlineData("SLACK_WEBHOOK_URL")]
    [InlineData("tokens")]
    public void A_name_of_a_secret_is_known(string name) => Assert.True(Redaction.IsSecretName(name));

    [Theory]
    [InlineData("Stages['TokenService'].Actions['A'].Configuration['ProjectName']", null, "v")]
    [InlineData("Stages[0].Actions[0].Configuration['OAuthToken']", null, "****")]
    [InlineData("Variables['DB_PASSWORD'].DefaultValue", null, "****")]
    [InlineData("Variables['STAGE'].defaultValue", null, "v")]
    [InlineData("Variables[0].DefaultValue", "DB_PASSWORD", "****")]
    [InlineData("RoleArn", null, "v")]
    public void The_path_decides_whether_a_value_is_shown(string path, string? item, string expected) => Assert.Equal(expected, PathRedaction.Value(path, "v", item));

    [Theory]
    [InlineData("https:/me:t0p@bitbucket.org/w/r", "https:/****@bitbucket.org/w/r")]
    [InlineData("https//me:t0p@bitbucket.org/w/r", "https//****@bitbucket.org/w/r")]
    [InlineData("'me:t0@p@bitbucket.org' is not", "'****@bitbucket.org' is not")]
    [InlineData("git@bitbucket.org:w/r", "git@bitbucket.org:w/r")]
    [InlineData("a@b", "a@b")]
    [InlineData("(arn:aws:codepipeline:us-east-1:123456789012:a@b)", "(arn:aws:codepipeline:us-east-1:123456789012:a@b)")]
    public void A_mistyped_URL_has_no_user_and_password(string text, string expected) => Assert.Equal(expected, Redaction.Message(text));

    [Fact]
    public void Each_command_of_a_list_is_read_by_itself() => Assert.Equal(
        """["mysql -pt0p shop","sshpass -p t0p ssh host","ls"]""".Replace("t0p", "****", StringComparison.Ordinal),
        PathRedaction.Value("Stages[0].Actions[0].Commands", """["mysql -pt0p shop","sshpass -p t0p ssh host","ls"]"""));

    [Fact]
    public void JSON_keeps_its_structure_and_loses_every_secret_and_a_second_pass_changes_nothing()
    {
        var random = new Random(20261126);
        for (var i = 0; i < 3000; i++)
        {
            var document = Value(random, 0)!;
            var text = document.ToJsonString(new JsonSerializerOptions { WriteIndented = random.Next(2) == 0 });
            var redacted = random.Next(2) == 0 ? Redaction.Message(text) : Redaction.Wire(text);

            Assert.Equal(Shape(document), Shape(JsonNode.Parse(redacted)!));
            Assert.False(redacted.Contains("t0p", StringComparison.Ordinal), text + "\n" + redacted);
            Assert.Equal(redacted, Redaction.Message(redacted));
        }
    }

    [Fact]
    public void Any_text_is_redacted_without_an_error()
    {
        string[] parts = ["{", "}", "[", "]", "\"", "\\", ":", ",", "=", "'", "<", ">", "/", "//", "://", "@", " ", "\n", "password", "name", "value", "token", "a", "1", "-", "****", "\\u0022", "\\\"", "&", "null", " = ", ": ", "a_token", "Authorization", "Bearer ", "Value '", "' at '", "commands", "sig", "?", "-----BEGIN ", "PRIVATE KEY-----", "-----END ", "eyJ", "ghp_", "0123456789abcdefghijklmnopqrstuvwxyz", "curl ", "-u "];
        var random = new Random(99);
        for (var i = 0; i < 20000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => parts[random.Next(parts.Length)]));
            var once = Redaction.Message(text);
            Assert.True(once == Redaction.Message(once), text);
            Assert.Equal(Redaction.Wire(text), Redaction.Wire(Redaction.Wire(text)));
        }
    }

    [Theory]
    [InlineData("a", "")]
    [InlineData("\"", "")]
    [InlineData("\\", "\"")]
    [InlineData("{\"", "")]
    [InlineData("\"{\\", "")]
    [InlineData("\"{\\\"", "\"")]
    [InlineData("{\"a\":", "")]
    [InlineData("[", "")]
    [InlineData("{\"name\":\"token\",\"value\":\"x\"},", "")]
    [InlineData("token=\"", "")]
    [InlineData("token=", "x")]
    [InlineData("//a:b", "@")]
    [InlineData("a@", "")]
    [InlineData("a:@", "")]
    [InlineData("a:", "@")]
    [InlineData("x:///", "@")]
    [InlineData("://", "")]
    [InlineData("<token>", "")]
    [InlineData("\"a\" ", ":")]
    [InlineData("\"password\":\\\"", "")]
    [InlineData("{ ", "")]
    [InlineData("\\\"", "}")]
    [InlineData("=", "")]
    [InlineData(" =", "")]
    [InlineData("token =", " ")]
    [InlineData("a_token: ", "")]
    [InlineData(" ", "=x")]
    [InlineData("Authorization: ", "")]
    [InlineData("Authorization: Bearer", "")]
    [InlineData("-----BEGIN ", "")]
    [InlineData("-----BEGIN PRIVATE KEY-----", "")]
    [InlineData("Value '", "' at '")]
    [InlineData("Value 'x' at 'commands'", "")]
    [InlineData("Value '{", "}' at 'x'")]
    [InlineData("Value '{a=b, ", "}' at 'x'")]
    [InlineData("eyJ", "")]
    [InlineData("ghp_", "")]
    public void Time_is_linear(string unit, string end)
    {
        // Quadratic time in any of these takes minutes.
        Redact(unit, end, 4_000);
        TimeBound.OneRunWithin(10, () => Redact(unit, end, 400_000));
    }

    private static void Redact(string unit, string end, int length)
    {
        var text = new StringBuilder().Insert(0, unit, length / unit.Length).Append(end).ToString();
        Redaction.Message(text);
        Redaction.Wire("{\"x\":\"" + text);
    }

    // Objects with secret members, pairs in either order, JSON in strings and URLs with passwords; all secrets contain t0p.
    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 4 ? 4 : 8) switch
    {
        0 => JsonValue.Create(random.Next()),
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create("plain \"text\" \\ \u00e9 {x} 'y' a=b \ud83d\ude00"),
        3 => JsonValue.Create("https://me:t0p@host/path"),
        4 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))]),
        5 => Pair(random),
        6 => JsonValue.Create(Value(random, depth + 1)!.ToJsonString()),
        _ => Members(random, depth),
    };

    private static JsonObject Pair(Random random) => random.Next(2) == 0
        ? new JsonObject { ["name"] = "DB_PASSWORD", ["value"] = "t0p" }
        : new JsonObject { ["value"] = "t0p\"}", ["type"] = "PLAINTEXT", ["name"] = "my-api-key" };

    private static JsonObject Members(Random random, int depth)
    {
        var result = new JsonObject();
        for (var i = random.Next(4); i >= 0; i--)
        {
            result["m" + i] = Value(random, depth + 1);
        }

        result[random.Next(2) == 0 ? "OAuthToken" : "db_password"] = random.Next(3) == 0 ? new JsonArray("t0p", new JsonObject { ["x"] = "t0p" }) : "t0p\\\"";
        return result;
    }

    // Names, kinds and counts. A secret number becomes a string.
    private static string Shape(JsonNode? node) => node switch
    {
        JsonObject members => "{" + string.Join(",", members.Select(m => m.Key + ":" + Shape(m.Value))) + "}",
        JsonArray items => "[" + string.Join(",", items.Select(Shape)) + "]",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Nested(value.GetValue<string>()),
        null => "null",
        _ => "scalar",
    };

    private static string Nested(string text)
    {
        try
        {
            return text.StartsWith('{') || text.StartsWith('[') ? "json " + Shape(JsonNode.Parse(text)) : "scalar";
        }
        catch (JsonException)
        {
            return "scalar";
        }
    }
}
