using System;
using System.Text.Json;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Contracts.Tests.Policies;

/// <summary>
/// Conditions against AWS's recorded outcomes. Each row was recorded as an Allow with the condition and as a Deny with it. The row number is
/// that of the recording.
/// </summary>
public sealed class IamConditionTests
{
    private const string Absent = "(absent)";

    [Theory]
    [InlineData("V1", "StringEquals", "team", "-F team:F env:F team,env:F")]
    [InlineData("V2", "StringNotEquals", "team", "-T team:F env:F team,env:F")]
    [InlineData("V3", "StringEqualsIfExists", "team", "-T team:F env:F team,env:F")]
    [InlineData("V3", "StringNotEqualsIfExists", "team", "-T team:F env:F team,env:F")]
    [InlineData("V4", "ForAnyValue:StringEquals", "team", "-F team:T env:F team,env:T")]
    [InlineData("V5", "ForAllValues:StringEquals", "team", "-T team:T env:F team,env:F")]
    [InlineData("V6", "ForAnyValue:StringNotEquals", "team", "-F team:F env:T team,env:T")]
    [InlineData("V7", "ForAllValues:StringNotEquals", "team", "-T team:F env:T team,env:F")]
    [InlineData("V27", "ForAnyValue:NumericEquals", "1", "no-number:F no-number,1:T no-number,2:F 1,2:T")]
    [InlineData("V27", "ForAllValues:NumericEquals", "1", "no-number:F no-number,1:F 1,2:F")]
    [InlineData("V27", "ForAllValues:NumericNotEquals", "1", "no-number,2:T 1,2:F")]
    public void A_key_of_several_values(string row, string test, string value, string outcomes)
    {
        foreach (var outcome in outcomes.Split(' '))
        {
            var keys = outcome[0] == '-' ? string.Empty : outcome.Substring(0, outcome.IndexOf(':'));
            Check(row, test, "aws:TagKeys", value, outcome[outcome.Length - 1] == 'T', request => request.WithList("aws:TagKeys", keys.Split([','], StringSplitOptions.RemoveEmptyEntries)));
        }
    }

    [Theory]
    [InlineData("V8", "Null", "true", "", false)]
    [InlineData("V8", "Null", "true", "x", false)]
    [InlineData("V8", "Null", "true", Absent, true)]
    [InlineData("V8", "Null", "false", "", true)]
    [InlineData("V8", "Null", "false", "x", true)]
    [InlineData("V8", "Null", "false", Absent, false)]
    [InlineData("V9", "StringEquals", "", "", true)]
    [InlineData("V9", "StringEquals", "", "x", false)]
    [InlineData("V9", "StringEquals", "", Absent, false)]
    [InlineData("V9", "ForAnyValue:StringEquals", "", "", true)]
    [InlineData("V9", "ForAnyValue:StringEquals", "", "x", false)]
    [InlineData("V9", "ForAnyValue:StringEquals", "", Absent, false)]
    [InlineData("V10", "ForAllValues:StringEquals", "capture", "", false)]
    [InlineData("V10", "ForAllValues:StringEquals", "capture", "capture", true)]
    [InlineData("V10", "ForAllValues:StringEquals", "capture", Absent, true)]
    [InlineData("V11", "StringEquals", "${aws:TagKeys}", "x", false)]
    [InlineData("V11", "StringEquals", "${aws:TagKeys, 'fallback'}", "fallback", false)]
    [InlineData("V12", "StringNotEquals", "${aws:TagKeys}", "x", true)]
    [InlineData("V12", "StringNotEquals", "${aws:TagKeys, 'fallback'}", "fallback", true)]
    [InlineData("V13", "NumericEquals", "1", "1", true)]
    [InlineData("V13", "NumericEquals", "1", "01", true)]
    [InlineData("V13", "NumericEquals", "1", "+1", true)]
    [InlineData("V13", "NumericEquals", "1", "1.0", true)]
    [InlineData("V13", "NumericEquals", "1", "1e0", true)]
    [InlineData("V13", "NumericEquals", "1", "2", false)]
    [InlineData("V13", "NumericEquals", "1", "no-number", false)]
    [InlineData("V13", "NumericEquals", "1", "", false)]
    [InlineData("V13", "NumericEquals", "1", "NaN", false)]
    [InlineData("V13", "NumericEquals", "1", "Infinity", false)]
    [InlineData("V13", "NumericNotEquals", "1", "1.0", false)]
    [InlineData("V13", "NumericNotEquals", "1", "2", true)]
    [InlineData("V13", "NumericNotEquals", "1", "no-number", true)]
    [InlineData("V13", "NumericNotEquals", "1", "NaN", true)]
    [InlineData("V15", "NumericEquals", "9007199254740993", "9007199254740992", false)]
    [InlineData("V15", "NumericLessThan", "9007199254740993", "9007199254740992", true)]
    [InlineData("V16", "NumericEquals", "NaN", "1", false)]
    [InlineData("V16", "NumericNotEquals", "NaN", "1", true)]
    [InlineData("V16", "NumericEquals", "NaN", "no-number", false)]
    [InlineData("V16", "NumericNotEquals", "NaN", "no-number", true)]
    [InlineData("V24", "Bool", "false", "false", true)]
    [InlineData("V24", "Bool", "false", "yes", true)]
    [InlineData("V24", "Bool", "false", "1", true)]
    [InlineData("V24", "Bool", "false", "", true)]
    [InlineData("V24", "Bool", "false", " true ", true)]
    [InlineData("V24", "Bool", "false", "true", false)]
    [InlineData("V24", "Bool", "false", "True", false)]
    [InlineData("V24", "Bool", "false", "TRUE", false)]
    [InlineData("V25", "Bool", "TRUE", "true", true)]
    [InlineData("V25", "Bool", "False", "false", true)]
    [InlineData("V25", "Bool", "yes", "false", true)]
    [InlineData("V26", "Null", "yes", "x", true)]
    [InlineData("V26", "Null", "TRUE", "x", false)]
    public void Strings_numbers_and_Booleans(string row, string test, string value, string given, bool isMet) => CheckTag(row, test, value, given, isMet);

    [Theory]
    [InlineData("V17", "DateEquals", "2030-01-01T00:00:00Z", "2030-01-01T00:00:00Z", true)]
    [InlineData("V17", "DateEquals", "2030-01-01T00:00:00Z", "1893456000", true)]
    [InlineData("V17", "DateEquals", "2030-01-01T00:00:00Z", "+1893456000", true)]
    [InlineData("V17", "DateEquals", "2030-01-01T00:00:00Z", "2030-01-01", true)]
    [InlineData("V17", "DateEquals", "2030-01-01T00:00:00Z", "2030-01-01T00:00:00", true)]
    [InlineData("V17", "DateEquals", "2030-01-01T00:00:00Z", "2030-01-01T00:00:00.0001Z", true)]
    [InlineData("V17", "DateEquals", "2030-01-01T00:00:00.1231Z", "2030-01-01T00:00:00.1239Z", true)]
    [InlineData("V17", "DateEquals", "2030-01-01T00:00:00Z", "2030-01-02T00:00:00Z", false)]
    [InlineData("V17", "DateEquals", "2030-01-01T00:00:00Z", "not-a-date", false)]
    [InlineData("V17", "DateEquals", "2030-01-01T00:00:00Z", "", false)]
    [InlineData("V18", "DateNotEquals", "2030-01-01T00:00:00Z", "2030-01-02T00:00:00Z", true)]
    [InlineData("V18", "DateNotEquals", "2030-01-01T00:00:00Z", "not-a-date", true)]
    [InlineData("V18", "DateEquals", "${aws:RequestTag/nodate, 'not-a-date'}", "2030-01-01T00:00:00Z", false)]
    [InlineData("V18", "DateNotEquals", "${aws:RequestTag/nodate, 'not-a-date'}", "2030-01-01T00:00:00Z", true)]
    [InlineData("doc", "DateGreaterThan", "2030-01-01T00:00:00Z", "2030-01-01T01:00:00+01:00", false)]
    [InlineData("doc", "DateGreaterThanEquals", "2030-01-01T00:00:00Z", "2030-01-01T01:00:00+01:00", true)]
    [InlineData("doc", "DateLessThan", "2030-01-01T00:00:00Z", "2029-12-31T23:59:59.999Z", true)]
    [InlineData("doc", "DateEquals", "2030-01-01T00:00:00-05:00", "2030-01-01T05:00:00Z", true)]
    [InlineData("doc", "DateEquals", "2030-01-01T00:00Z", "2030-01-01", true)]
    [InlineData("doc", "DateEquals", "2030-01-01T00:00:00Z", "\u0662\u0660\u0663\u0660-01-01", false)]
    [InlineData("doc", "DateEquals", "2030-01-01T00:00:00Z", "2030-01-01T00:00:00+\u0661\u0661:00", false)]
    [InlineData("doc", "DateEquals", "${aws:RequestTag/nodate, '\u0662\u0660\u0663\u0660-01-01'}", "2030-01-01T00:00:00Z", false)]
    [InlineData("doc", "DateEquals", "2030-01-01T00:00:00Z", "2030-01-01\n", false)]
    [InlineData("V19", "NotIpAddress", "192.0.2.0/24", "192.0.3.1", true)]
    [InlineData("V19", "NotIpAddress", "192.0.2.0/24", "not-an-ip", false)]
    [InlineData("V19", "NotIpAddress", "192.0.2.0/24", "", false)]
    [InlineData("V19", "NotIpAddress", "192.0.2.0/24", "192.0.2.1/32", false)]
    [InlineData("V19", "NotIpAddress", "192.0.2.0/24", "192.000.2.1", false)]
    [InlineData("V20", "IpAddress", "not-an-ip", "192.0.2.1", false)]
    [InlineData("V20", "IpAddress", "not-an-ip", "not-an-ip", false)]
    [InlineData("V20", "NotIpAddress", "not-an-ip", "192.0.2.1", true)]
    [InlineData("V20", "NotIpAddress", "not-an-ip", "not-an-ip", false)]
    [InlineData("doc", "IpAddress", "203.0.113.0/24", "203.0.113.77", true)]
    [InlineData("doc", "IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678::1", true)]
    [InlineData("doc", "IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5679::1", false)]
    [InlineData("doc", "BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", true)]
    [InlineData("doc", "BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QUFB", false)]
    public void Dates_addresses_and_binaries(string row, string test, string value, string given, bool isMet) => CheckTag(row, test, value, given, isMet);

    [Theory]
    [InlineData("V21", "ArnLike", "arn:aws:iam::*:user/*", "arn:aws:iam::111122223333:user/test", true)]
    [InlineData("V21", "ArnLike", "arn:aws:iam::*:user/*", "arn:aws:iam::111122223333:role/test", false)]
    [InlineData("V21", "ArnLike", "arn:aws:iam::*:user/*", "not-an-arn", false)]
    [InlineData("V21", "ArnLike", "arn:aws:iam::*:user/*", "", false)]
    [InlineData("V22", "ArnNotLike", "arn:aws:iam::*:user/*", "arn:aws:iam::111122223333:user/test", false)]
    [InlineData("V22", "ArnNotLike", "arn:aws:iam::*:user/*", "arn:aws:iam::111122223333:role/test", true)]
    [InlineData("V22", "ArnNotLike", "arn:aws:iam::*:user/*", "not-an-arn", false)]
    [InlineData("V22", "ArnNotLike", "arn:aws:iam::*:user/*", "", false)]
    [InlineData("doc", "ArnEquals", "arn:aws:iam::*:user/*", "arn:aws:iam::111122223333:user/test", true)]
    [InlineData("doc", "ArnLike", "arn:aws:*:*:*:user/test", "arn:aws:iam::111122223333:user/test", true)]
    [InlineData("doc", "ArnLike", "arn:aws:*:*:*:user/test", "arn:aws:iam::111122223333:more:user/test", false)]
    public void Arns(string row, string test, string value, string given, bool isMet) => CheckTag(row, test, value, given, isMet);

    [Theory]
    [InlineData("ArnLike", "not-an-arn")]
    [InlineData("ArnNotLike", "not-an-arn")]
    [InlineData("ArnLike", "${aws:RequestTag/other, 'not-an-arn'}")]
    [InlineData("ArnNotLike", "${aws:RequestTag/other, 'not-an-arn'}")]
    public void V23_a_pattern_without_the_form_of_an_ARN_never_allows_and_denies_every_ARN(string test, string value)
    {
        IamRequest Request(string given) => Tagged(new IamRequest(Caller, "iam:TagUser", "*"), given);

        Assert.Equal(IamOutcome.ImplicitDeny, Evaluate(Request("arn:aws:iam::111122223333:user/test"), Allow(test, "aws:RequestTag/team", value)).Outcome);
        Assert.Equal(IamOutcome.ImplicitDeny, Evaluate(Request("not-an-arn"), Allow(test, "aws:RequestTag/team", value)).Outcome);
        Assert.Equal(IamOutcome.ExplicitDeny, Evaluate(Request("arn:aws:iam::111122223333:user/test"), Deny(test, "aws:RequestTag/team", value)).Outcome);
        Assert.Equal(IamOutcome.Allowed, Evaluate(Request("not-an-arn"), Deny(test, "aws:RequestTag/team", value)).Outcome);
    }

    [Theory]
    [InlineData("V29", "StringLike", "a*b", "a/b", true)]
    [InlineData("V29", "StringLike", "a?b", "a:b", true)]
    [InlineData("V29", "StringLike", "a[b]", "ab", false)]
    [InlineData("V29", "StringLike", "a?*b", "a\U00010400b", true)]
    [InlineData("V30", "StringLike", "a?", "a\U00010400", false)]
    [InlineData("V30", "StringLike", "a??", "a\U00010400", true)]
    [InlineData("V30", "ForAnyValue:StringLike", "a?", "a\U00010400", false)]
    [InlineData("V30", "ForAllValues:StringLike", "a??", "a\U00010400", true)]
    [InlineData("V31", "StringEqualsIgnoreCase", "prod", "PrOd", true)]
    [InlineData("V31", "StringEqualsIgnoreCase", "\u00C9", "\u00E9", true)]
    [InlineData("V31", "StringEqualsIgnoreCase", "K", "\u212A", true)]
    [InlineData("V31", "StringEqualsIgnoreCase", "\u00DF", "\u1E9E", true)]
    [InlineData("V31", "StringEqualsIgnoreCase", "\u03A3", "\u03C3", true)]
    [InlineData("V31", "StringEqualsIgnoreCase", "\u039F\u03A3", "\u03BF\u03C2", true)]
    [InlineData("V31", "StringEqualsIgnoreCase", "\u039F\u03A3\u0391", "\u03BF\u03C3\u03B1", true)]
    [InlineData("V32", "StringEqualsIgnoreCase", "I", "\u0131", false)]
    [InlineData("V32", "StringEqualsIgnoreCase", "i", "\u0130", false)]
    [InlineData("V32", "StringEqualsIgnoreCase", "s", "\u017F", false)]
    [InlineData("V32", "StringEqualsIgnoreCase", "\u00DF", "SS", false)]
    [InlineData("V32", "StringEqualsIgnoreCase", "\u03A3", "\u03C2", false)]
    [InlineData("V32", "StringEqualsIgnoreCase", "\u039F\u03A3", "\u03BF\u03C3", false)]
    [InlineData("V32", "StringEqualsIgnoreCase", "\U00010400", "\U00010428", false)]
    [InlineData("V32", "StringNotEqualsIgnoreCase", "prod", "PrOd", false)]
    [InlineData("V32", "StringNotEqualsIgnoreCase", "\u03A3", "\u03C2", true)]
    public void Text_comparison(string row, string test, string value, string given, bool isMet) => CheckTag(row, test, value, given, isMet);

    [Fact]
    public void V30_the_value_of_a_variable_is_not_a_pattern()
    {
        Check("V30", "StringLike", "aws:RequestTag/team", "${aws:RequestTag/pattern}?", true, request => request.With("aws:RequestTag/pattern", "\U00010400").With("aws:RequestTag/team", "\U00010400x"));
        Check("V30", "StringLike", "aws:RequestTag/team", "${aws:RequestTag/pattern}?", false, request => request.With("aws:RequestTag/pattern", "*").With("aws:RequestTag/team", "abc"));
    }

    [Theory]
    [InlineData("${*}", "*", true)]
    [InlineData("${*}", "a", false)]
    [InlineData("${?}", "?", true)]
    [InlineData("${?}", "a", false)]
    [InlineData("${$}", "$", true)]
    [InlineData("${aws:username}", "x", false)]
    [InlineData("${aws:username, 'x'}", "x", true)]
    public void A_variable_can_be_a_character_or_have_a_default(string value, string given, bool isMet) => CheckTag("doc", "StringLike", value, given, isMet);

    [Fact]
    public void A_policy_of_the_old_version_has_no_variables()
    {
        var old = PlainJson.Policy("""{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"aws:RequestTag/team":"${*}"}}}}""");
        Assert.True(IamEvaluator.Evaluate(Tagged(new IamRequest(Caller, "iam:TagUser", "*"), "${x}"), new IamPolicySet { Identity = [old] }).IsAllowed);
    }

    [Fact]
    public void All_conditions_must_be_met_and_one_value_of_each()
    {
        var both = PlainJson.Policy("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"a:one":["1","2"],"a:two":"3"},"Bool":{"a:three":true}}}}""");
        bool IsAllowed(string one, string two, string three) =>
            IamEvaluator.Evaluate(new IamRequest(Caller, "a:b", "*").With("A:One", one).With("a:two", two).With("a:three", three), new IamPolicySet { Identity = [both] }).IsAllowed;
        Assert.True(IsAllowed("2", "3", "true"));
        Assert.False(IsAllowed("3", "3", "true"));
        Assert.False(IsAllowed("2", "4", "true"));
        Assert.False(IsAllowed("2", "3", "false"));
    }

    private static IamPrincipal Caller { get; } = IamPrincipal.Identity("arn:aws:iam::111122223333:role/caller");

    private static void CheckTag(string row, string test, string value, string given, bool isMet) =>
        Check(row, test, "aws:RequestTag/team", value, isMet, request => given == Absent ? request : Tagged(request, given));

    private static void Check(string row, string test, string key, string value, bool isMet, Func<IamRequest, IamRequest> prepare)
    {
        var request = prepare(new IamRequest(Caller, "iam:TagUser", "*"));
        Assert.True(isMet == Evaluate(request, Allow(test, key, value)).IsAllowed, $"{row}: Allow with {test} {key} {value}");
        Assert.True(isMet == (Evaluate(request, Deny(test, key, value)).Outcome == IamOutcome.ExplicitDeny), $"{row}: Deny with {test} {key} {value}");
    }

    private static IamRequest Tagged(IamRequest request, string value) => request.With("aws:RequestTag/team", value);

    private static IamDecision Evaluate(IamRequest request, string statements) =>
        IamEvaluator.Evaluate(request, new IamPolicySet { Identity = [PlainJson.Policy($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""")] });

    private static string Allow(string test, string key, string value) => Statement("Allow", test, key, value);

    private static string Deny(string test, string key, string value) => """{"Effect":"Allow","Action":"*","Resource":"*"},""" + Statement("Deny", test, key, value);

    private static string Statement(string effect, string test, string key, string value) =>
        $$$"""{"Effect":"{{{effect}}}","Action":"iam:TagUser","Resource":"*","Condition":{"{{{test}}}":{"{{{key}}}":{{{JsonSerializer.Serialize(value)}}} } } }""";
}
