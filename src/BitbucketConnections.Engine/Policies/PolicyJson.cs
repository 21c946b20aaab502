using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BitbucketConnections.Engine.Policies;

/// <summary>Writes policies in the console's format: indented, one value as a string, several values as a list.</summary>
internal static class PolicyJson
{
    // IAM shows a policy as it was written, so escapes such as \u002B would make it hard to read.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IEnumerable<PolicyStatement> statements) => Write(null, writer =>
    {
        foreach (var statement in statements)
        {
            Write(writer, statement);
        }
    });

    /// <summary>Writes a policy. Its other members and statements are unchanged.</summary>
    public static string Write(PolicyContent content)
    {
        if (content.Root is not { } root)
        {
            return Write(null, writer => Write(writer, content.Statements));
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_options))
        {
            writer.WriteStartObject();
            foreach (var member in root.EnumerateObject())
            {
                if (member.NameEquals("Statement"))
                {
                    writer.WriteStartArray("Statement");
                    Write(writer, content.Statements);
                    writer.WriteEndArray();
                }
                else
                {
                    member.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return Text(stream);
    }

    /// <summary>Builds the trust policy for one service. The principal is the same in every partition.</summary>
    public static string Trust(string service) => Write(null, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("Effect", "Allow");
        writer.WriteStartObject("Principal");
        writer.WriteString("Service", service);
        writer.WriteEndObject();
        writer.WriteString("Action", "sts:AssumeRole");
        writer.WriteEndObject();
    });

    /// <summary>Builds the bucket policy of the user guide: denies uploads without KMS and requests without TLS.</summary>
    public static string ArtifactBucket(string partition, string bucket) => Write("SSEAndSSLPolicy", writer =>
    {
        var objects = $"arn:{partition}:s3:::{bucket}/*";
        Deny(writer, "DenyUnEncryptedObjectUploads", "s3:PutObject", objects, "StringNotEquals", "s3:x-amz-server-side-encryption", "aws:kms");
        Deny(writer, "DenyInsecureConnections", "s3:*", objects, "Bool", "aws:SecureTransport", "false");
    });

    public static string Write(JsonElement document)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_options))
        {
            document.WriteTo(writer);
        }

        return Text(stream);
    }

    private static string Write(string? id, System.Action<Utf8JsonWriter> statements)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_options))
        {
            writer.WriteStartObject();
            writer.WriteString("Version", "2012-10-17");
            if (id is not null)
            {
                writer.WriteString("Id", id);
            }

            writer.WriteStartArray("Statement");
            statements(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Text(stream);
    }

    // The text is the same on every system, because it is compared with the policy in IAM.
    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray()).Replace("\r\n", "\n");

    private static void Write(Utf8JsonWriter writer, IEnumerable<ContentStatement> statements)
    {
        foreach (var statement in statements)
        {
            if (statement.Json.ValueKind != JsonValueKind.Undefined)
            {
                Write(writer, statement.Json, statement.Sid);
            }
            else
            {
                Write(writer, statement.Statement!);
            }
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement statement, string? sid)
    {
        writer.WriteStartObject();
        foreach (var member in statement.EnumerateObject())
        {
            if (sid is not null && member.NameEquals("Sid"))
            {
                writer.WriteString("Sid", sid);
            }
            else
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PolicyStatement statement)
    {
        writer.WriteStartObject();
        writer.WriteString("Sid", statement.Sid);
        writer.WriteString("Effect", "Allow");
        Values(writer, "Action", statement.Actions);
        Values(writer, "Resource", statement.Resources);
        if (statement.Conditions.Count > 0)
        {
            writer.WriteStartObject("Condition");
            foreach (var same in statement.Conditions.GroupBy(c => c.Operator))
            {
                writer.WriteStartObject(same.Key);
                foreach (var condition in same)
                {
                    Values(writer, condition.Key, condition.Values);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Deny(Utf8JsonWriter writer, string sid, string action, string resource, string test, string key, string value)
    {
        writer.WriteStartObject();
        writer.WriteString("Sid", sid);
        writer.WriteString("Effect", "Deny");
        writer.WriteString("Principal", "*");
        writer.WriteString("Action", action);
        writer.WriteString("Resource", resource);
        writer.WriteStartObject("Condition");
        writer.WriteStartObject(test);
        writer.WriteString(key, value);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Values(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 1)
        {
            writer.WriteString(name, values[0]);
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
