using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;

/// <summary>Signed calls that are made from the service models, without an SDK, for the services with a JSON protocol.</summary>
public sealed class SignedClient : IConformanceClient
{
    private static readonly HttpClient s_http = new HttpClient();
    private readonly Uri _endpoint;
    private readonly RequestSignature _signature;
    private readonly IReadOnlyDictionary<string, ModelOfService> _models;
    private readonly bool _isShort;

    /// <summary>Creates the client.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="key">The access key.</param>
    /// <param name="secret">Its secret.</param>
    /// <param name="models">The service models.</param>
    /// <param name="isShort">True to send targets without the namespace of the model, to the services that have one.</param>
    public SignedClient(string endpoint, string key, string secret, ModelOfService[] models, bool isShort)
    {
        _endpoint = new Uri(endpoint);
        _signature = new RequestSignature(key, secret);
        _models = models.Where(model => model.Protocol == "json" && (!isShort || model.TargetPrefix.Contains('.'))).ToDictionary(model => model.Service);
        _isShort = isShort;
        Name = isShort ? "Signed calls, target without namespace" : "Signed calls";
    }

    public string Name { get; }

    public bool Has(string service, string operation) => _models.TryGetValue(service, out var model) && model.Has(operation);

    public JsonObject Call(JsonObject call)
    {
        var model = _models[(string)call["service"]];
        var target = (_isShort ? model.TargetPrefix.Split('.')[^1] : model.TargetPrefix) + "." + (string)call["operation"];
        var body = call["input"].ToJsonString();
        var type = "application/x-amz-json-" + model.JsonVersion;
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = type,
            ["host"] = _endpoint.Authority,
            ["x-amz-content-sha256"] = RequestSignature.Hash(body),
            ["x-amz-date"] = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture),
            ["x-amz-target"] = target,
        };
        using (var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) })
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            foreach (var header in headers.Where(header => header.Key.StartsWith("x-amz-", StringComparison.Ordinal)))
            {
                request.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            request.Headers.TryAddWithoutValidation("Authorization", _signature.Authorization("POST", model.Service, headers));
            using (var response = s_http.SendAsync(request).GetAwaiter().GetResult())
            {
                var received = new JsonObject(response.Headers.Concat(response.Content.Headers).Select(header =>
                    KeyValuePair.Create(header.Key.ToLowerInvariant(), (JsonNode)string.Join(",", header.Value))));
                var answer = new JsonObject
                {
                    ["target"] = target,
                    ["status"] = (int)response.StatusCode,
                    ["headers"] = received,
                    ["body"] = response.Content.ReadAsStringAsync().GetAwaiter().GetResult(),
                };
                return new JsonObject { ["answers"] = new JsonArray(answer) };
            }
        }
    }
}
