using System.Xml.Linq;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>Creates users, roles and sessions, and calls as them.</summary>
internal static class TestCallers
{
    public const string IamVersion = "2010-05-08";
    public const string StsVersion = "2011-06-15";

    /// <summary>Creates a user with a policy, and returns the user's keys. The administrator of the account does this.</summary>
    public static async Task<CallerKeys> UserAsync(this TestSandbox sandbox, string name, params string[] statements)
    {
        var caller = sandbox.Caller;
        sandbox.Caller = IsAdministrator(caller) ? caller : null;
        if ((await sandbox.QueryAsync("iam", IamVersion, "GetUser", ("UserName", name))).Status != 200)
        {
            await sandbox.IamAsync("CreateUser", ("UserName", name));
        }

        await sandbox.PutUserPolicyAsync(name, statements);
        var key = Xml(await sandbox.IamAsync("CreateAccessKey", ("UserName", name)));
        sandbox.Caller = caller;
        return new CallerKeys(Value(key, "AccessKeyId"), Value(key, "SecretAccessKey"));
    }

    /// <summary>Replaces the policy of a user. Without statements, the user has none.</summary>
    public static async Task PutUserPolicyAsync(this TestSandbox sandbox, string name, params string[] statements)
    {
        if (statements.Length > 0)
        {
            await sandbox.IamAsync("PutUserPolicy", ("UserName", name), ("PolicyName", "p"), ("PolicyDocument", Policy(statements)));
        }
    }

    /// <summary>Creates a role with a policy.</summary>
    public static async Task RoleAsync(this TestSandbox sandbox, string name, string principal, params string[] statements)
    {
        var trust = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole"}]}""";
        await sandbox.IamAsync("CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", trust));
        if (statements.Length > 0)
        {
            await sandbox.IamAsync("PutRolePolicy", ("RoleName", name), ("PolicyName", "p"), ("PolicyDocument", Policy(statements)));
        }
    }

    /// <summary>Assumes a role and returns the keys of the session.</summary>
    public static async Task<CallerKeys> AssumeAsync(this TestSandbox sandbox, string roleArn, string? policy = null) => KeysOf(await sandbox.StsAsync(
        "AssumeRole", [("RoleArn", roleArn), ("RoleSessionName", "job"), .. policy is null ? Array.Empty<(string, string)>() : [("Policy", policy)]]));

    public static CallerKeys KeysOf(Answer answer)
    {
        var xml = Xml(answer);
        return new CallerKeys(Value(xml, "AccessKeyId"), Value(xml, "SecretAccessKey"), Value(xml, "SessionToken"));
    }

    /// <summary>Calls IAM and requires success.</summary>
    public static async Task<Answer> IamAsync(this TestSandbox sandbox, string action, params (string Name, string Value)[] parameters)
    {
        var answer = await sandbox.QueryAsync("iam", IamVersion, action, parameters);
        Assert.True(answer.Status == 200, answer.Body);
        return answer;
    }

    public static Task<Answer> StsAsync(this TestSandbox sandbox, string action, params (string Name, string Value)[] parameters) =>
        sandbox.QueryAsync("sts", StsVersion, action, parameters);

    public static string Policy(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(",", statements)}}]}""";

    public static string Allow(string action, string resource = "*", string condition = "{}") =>
        $$"""{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}","Condition":{{condition}}}""";

    public static XElement Xml(Answer answer) => XElement.Parse(answer.Body);

    public static string Value(XElement xml, string name) => xml.Descendants().Single(element => element.Name.LocalName == name).Value;

    /// <summary>Gets the error of an answer in any protocol.</summary>
    public static (int Status, string? Code, string? Message) Error(this Answer answer)
    {
        if (answer.Status < 300 || answer.Body.Length == 0)
        {
            return (answer.Status, null, null);
        }

        if (answer.Body[0] == '{')
        {
            return (answer.Status, answer.ErrorType, answer.ErrorMessage);
        }

        var xml = Xml(answer);
        return (answer.Status, Value(xml, "Code"), Value(xml, "Message"));
    }

    private static bool IsAdministrator(CallerKeys? keys) => keys?.Id.StartsWith("SANDBOX", StringComparison.Ordinal) == true && keys.Token is null;
}
