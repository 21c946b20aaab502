using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>Creates requests to CodeGuru Reviewer from the service model, which says for each member whether it is in the path, the query string or the body.</summary>
internal static class RestRequest
{
    public const string Reviewer = "codeguru-reviewer";

    private static readonly JsonNode s_model = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ServiceModels", Reviewer + ".json")))!;

    /// <summary>Creates a request; without a signer, it has no signature.</summary>
    public static HttpRequestMessage Create(Uri endpoint, string operation, JsonObject input, SigV4Signer? signer, DateTimeOffset now)
    {
        var definition = s_model["operations"]![operation]!;
        var members = s_model["shapes"]![(string)definition["input"]!["shape"]!]!["members"]!.AsObject();
        var (path, query, body) = ((string)definition["http"]!["requestUri"]!, new List<string>(), new JsonObject());
        foreach (var (name, value) in input)
        {
            var member = members[name];
            var parameter = (string?)member?["locationName"] ?? name;
            switch ((string?)member?["location"])
            {
                case "uri":
                    path = path.Replace($"{{{parameter}}}", Uri.EscapeDataString(value!.ToString()), StringComparison.Ordinal);
                    break;
                case "querystring":
                    query.AddRange((value is JsonArray list ? list.AsEnumerable() : [value]).Select(item => $"{parameter}={Uri.EscapeDataString(item!.ToString())}"));
                    break;
                default:
                    body[name] = value?.DeepClone();
                    break;
            }
        }

        return Create(new Uri(endpoint, path + (query.Count > 0 ? "?" + string.Join("&", query) : string.Empty)), (string)definition["http"]!["method"]!, body.ToJsonString(), signer, now);
    }

    /// <summary>Creates a request with a body that can be anything.</summary>
    public static HttpRequestMessage Create(Uri address, string method, string body, SigV4Signer? signer, DateTimeOffset now)
    {
        var bytes = method == "POST" ? Encoding.UTF8.GetBytes(body) : [];
        var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = method == "POST" ? new ByteArrayContent(bytes) : null };
        if (request.Content is { } content)
        {
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        signer?.Sign(request, bytes, now);
        return request;
    }
}
