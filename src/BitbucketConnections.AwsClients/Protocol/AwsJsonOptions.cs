using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace Amazon.Protocol;

/// <summary>Makes the serializer options of a service from its source-generated types.</summary>
internal static class AwsJsonOptions
{
    // What the SDK's base classes carry is not part of a message.
    private static readonly HashSet<string> s_notOnTheWire = new(StringComparer.OrdinalIgnoreCase)
    {
        nameof(AmazonWebServiceResponse.ResponseMetadata),
        nameof(AmazonWebServiceResponse.ContentLength),
        nameof(AmazonWebServiceResponse.HttpStatusCode),
    };

    /// <summary>Makes the options.</summary>
    /// <param name="types">The source-generated types.</param>
    /// <param name="naming">How members are named on the wire; null for as in the class.</param>
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
