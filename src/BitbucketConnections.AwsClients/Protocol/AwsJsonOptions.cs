using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace Amazon.Protocol;

/// <summary>Creates the serializer options of a service from its source-generated types.</summary>
internal static class AwsJsonOptions
{
    // The members of the SDK's base classes are not part of a message.
    private static readonly HashSet<string> s_notOnTheWire = new(StringComparer.OrdinalIgnoreCase)
    {
        nameof(AmazonWebServiceResponse.ResponseMetadata),
        nameof(AmazonWebServiceResponse.ContentLength),
        nameof(AmazonWebServiceResponse.HttpStatusCode),
    };

    /// <summary>Creates the options.</summary>
    /// <param name="types">The source-generated types.</param>
    /// <param name="naming">The naming policy of members on the wire; null to use the names in the class.</param>
    /// <param name="constants">The converters of the service's constants.</param>
    public static JsonSerializerOptions Create(
        IJsonTypeInfoResolver types, JsonNamingPolicy? naming, params JsonConverter[] constants)
    {
        var options = new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            PropertyNamingPolicy = naming,
            TypeInfoResolver = types.WithAddedModifier(RemoveBaseMembers),
        };
        options.Converters.Add(new TimestampConverter());
        foreach (var constant in constants)
        {
            options.Converters.Add(constant);
        }

        options.MakeReadOnly();
        return options;
    }

    private static void RemoveBaseMembers(JsonTypeInfo type)
    {
        if (!typeof(AmazonWebServiceResponse).IsAssignableFrom(type.Type))
        {
            return;
        }

        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (s_notOnTheWire.Contains(type.Properties[i].Name))
            {
                type.Properties.RemoveAt(i);
            }
        }
    }
}
