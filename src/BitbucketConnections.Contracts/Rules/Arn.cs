using System;
using System.Diagnostics.CodeAnalysis;

namespace BitbucketConnections;

/// <summary>Represents an ARN with its six segments: <c>arn:partition:service:region:account:resource</c>.</summary>
public sealed class Arn
{
    // One command reads the same ARN several times: to check it, to choose the Region and the API, and for the link to the console.
    private static volatile Arn? s_last;
    private readonly string _text;

    private Arn(string text, string[] parts)
    {
        _text = text;
        Partition = parts[1];
        Service = parts[2];
        Region = parts[3];
        AccountId = parts[4];
        Resource = parts[5];
    }

    /// <summary>Gets the partition, such as <c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>.</summary>
    public string Partition { get; }

    /// <summary>Gets the service, such as <c>codestar-connections</c>.</summary>
    public string Service { get; }

    /// <summary>Gets the Region; empty for global resources such as roles.</summary>
    public string Region { get; }

    /// <summary>Gets the 12-digit account.</summary>
    public string AccountId { get; }

    /// <summary>Gets the resource: everything after the fifth colon.</summary>
    public string Resource { get; }

    /// <summary>Reads an ARN. Checks the form only, not whether the resource exists.</summary>
    /// <param name="value">The text.</param>
    /// <param name="arn">The ARN; null if the form is not valid.</param>
    /// <returns>True if the form is valid.</returns>
    public static bool TryParse(string? value, [NotNullWhen(true)] out Arn? arn)
    {
        arn = s_last;
        if (arn is not null && arn._text == value)
        {
            return true;
        }

        arn = null;
        var parts = value?.Split([':'], 6);
        if (parts is not { Length: 6 } || parts[0] != "arn" || !IsPartition(parts[1])
            || parts[2].Length == 0 || !IsAccount(parts[4]) || parts[5].Length == 0)
        {
            return false;
        }

        s_last = arn = new Arn(value!, parts);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static bool IsPartition(string value) =>
        value == "aws" || (value.StartsWith("aws-", StringComparison.Ordinal) && value.Length > 4);

    private static bool IsAccount(string value)
    {
        if (value.Length != 12)
        {
            return false;
        }

        foreach (var c in value)
        {
            if (c is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }
}
