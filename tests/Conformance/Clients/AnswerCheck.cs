using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

/// <summary>Reads an answer by the service model, and says what in it is not of the model.</summary>
public sealed class AnswerCheck
{
    private readonly ModelOfService _model;
    private readonly string _operation;
    private readonly JsonObject _answer;
    private readonly List<string> _problems = new List<string>();

    private AnswerCheck(ModelOfService model, string operation, JsonObject answer)
    {
        _model = model;
        _operation = operation;
        _answer = answer;
    }

    /// <summary>Gets the output by the names of the model; null for an error.</summary>
    public JsonObject Output { get; private set; }

    /// <summary>Gets the error code; null for a success, and empty for an error without a body.</summary>
    public string Error { get; private set; }

    /// <summary>Gets the name of the error's shape, which some clients use instead of the code.</summary>
    public string ErrorShape => Error is null ? null : _model.ErrorShape(_operation, Error);

    public IReadOnlyList<string> Problems => _problems;

    private int Status => (int)_answer["status"];

    private string Body => (string)_answer["body"];

    private bool IsHead => (string)_model.Operation(_operation)["http"]?["method"] == "HEAD";

    private bool IsXml => _model.Protocol is "query" or "rest-xml";

    /// <summary>Checks an answer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="answer">The status, the headers in lower case, and the body.</param>
    /// <returns>What was read.</returns>
    public static AnswerCheck Of(ModelOfService model, string operation, JsonObject answer)
    {
        var check = new AnswerCheck(model, operation, answer);
        try
        {
            check.CheckHeaders();
            if (check.Status is >= 200 and < 300)
            {
                check.CheckOutput();
            }
            else
            {
                check.CheckError();
            }
        }
        catch (Exception error) when (error is JsonException or XmlException)
        {
            check._problems.Add("the body can't be read: " + error.Message + " " + check.Body);
        }

        return check;
    }

    private string Header(string name) => (string)_answer["headers"][name];

    private void CheckHeaders()
    {
        var id = Header(_model.Protocol == "rest-xml" ? "x-amz-request-id" : "x-amzn-requestid");
        if (string.IsNullOrEmpty(id))
        {
            _problems.Add("the header with the request id is missing");
        }

        var expected = _model.Protocol switch
        {
            "json" => "application/x-amz-json-" + _model.JsonVersion,
            "rest-json" => "application/json",
            "query" => "text/xml",
            // A payload that is a text, as the policy of a bucket, is JSON.
            _ => Status < 300 && _model.Output(_operation)?["payload"] is JsonNode payload && PayloadShape(payload) is JsonObject shape && ModelOfService.Type(shape) == "string"
                ? "application/json"
                : "application/xml",
        };
        var type = Header("content-type");
        if (type is null ? Body.Length > 0 : type.Split(';')[0] != expected)
        {
            _problems.Add("the content type is " + (type ?? "missing") + ", not " + expected);
        }
    }

    private JsonObject PayloadShape(JsonNode payload) => _model.Target(_model.Output(_operation)["members"][(string)payload]);

    private void CheckOutput()
    {
        var shape = _model.Output(_operation);
        var expected = (int?)_model.Operation(_operation)["http"]?["responseCode"] ?? 200;
        if (Status != expected)
        {
            _problems.Add("the status is " + Status + ", not " + expected);
        }

        if (shape is null)
        {
            Output = new JsonObject();
            if (_model.Protocol == "query")
            {
                Root(_operation + "Response");
            }
            else if (Body.Length > 0 && (IsXml || Body.Trim() != "{}"))
            {
                _problems.Add("the operation has no output, but the body is " + Body);
            }

            return;
        }

        Output = IsXml ? XmlOutput(shape) : JsonOutput(shape);
        foreach (var member in ModelOfService.Members(shape).Where(member => (string)member.Value["location"] == "header"))
        {
            if (Header(((string)member.Value["locationName"]).ToLowerInvariant()) is string text)
            {
                Output[member.Key] = XmlReading.Scalar(text, _model.Target(member.Value));
            }
        }

        new ShapeCheck(_model, _problems).Check(Output, shape, _operation);
    }

    private JsonObject JsonOutput(JsonObject shape)
    {
        var output = Body.Length == 0 && !ModelOfService.Members(shape).Any() ? new JsonObject() : JsonNode.Parse(Body).AsObject();
        if (_model.Protocol != "rest-json")
        {
            return output;
        }

        var names = ModelOfService.Members(shape).ToDictionary(member => (string)member.Value["locationName"] ?? member.Key, member => member.Key);
        return new JsonObject(output.Select(member => KeyValuePair.Create(names.GetValueOrDefault(member.Key, member.Key), member.Value?.DeepClone())));
    }

    private JsonObject XmlOutput(JsonObject shape)
    {
        var reading = new XmlReading(_model);
        if (_model.Protocol == "query")
        {
            var result = Root(_operation + "Response").Elements().FirstOrDefault(child => child.Name.LocalName == _operation + "Result");
            if (result is null)
            {
                _problems.Add("the answer has no " + _operation + "Result");
                return new JsonObject();
            }

            return reading.Structure(result, shape);
        }

        if (_operation == "GetBucketLocation")
        {
            // S3 answers with the value as the root, and without a value in us-east-1.
            var value = XElement.Parse(Body).Value;
            return value.Length == 0 ? new JsonObject() : new JsonObject { ["LocationConstraint"] = value };
        }

        if (Body.Length == 0)
        {
            return new JsonObject();
        }

        if ((string)shape["payload"] is not string payload)
        {
            return reading.Structure(XElement.Parse(Body), shape);
        }

        var target = PayloadShape(payload);
        return new JsonObject { [payload] = ModelOfService.Type(target) == "structure" ? reading.Structure(XElement.Parse(Body), target) : JsonValue.Create(Body) };
    }

    private XElement Root(string name)
    {
        var root = XElement.Parse(Body);
        if (root.Name.LocalName != name)
        {
            _problems.Add("the root is " + root.Name.LocalName + ", not " + name);
        }

        if (root.Descendants().FirstOrDefault(child => child.Name.LocalName == "RequestId")?.Value is not { Length: > 0 } id || id != Header("x-amzn-requestid"))
        {
            _problems.Add("the request id of the body is not that of the header");
        }

        return root;
    }

    private void CheckError()
    {
        if (IsHead)
        {
            Error = string.Empty;
            if (Body.Length > 0)
            {
                _problems.Add("an answer to HEAD has a body");
            }

            return;
        }

        string message;
        if (IsXml)
        {
            var root = _model.Protocol == "query" ? Root("ErrorResponse") : XElement.Parse(Body);
            var error = _model.Protocol == "query" ? root.Elements().First() : root;
            Error = error.Elements().FirstOrDefault(child => child.Name.LocalName == "Code")?.Value ?? string.Empty;
            message = error.Elements().FirstOrDefault(child => child.Name.LocalName == "Message")?.Value;
            if (error.Name.LocalName != "Error")
            {
                _problems.Add("the body is not an error: " + Body);
            }
        }
        else
        {
            var body = JsonNode.Parse(Body).AsObject();
            Error = _model.Protocol == "rest-json" ? Header("x-amzn-errortype") ?? string.Empty : (string)body["__type"] ?? string.Empty;
            message = body.Where(member => string.Equals(member.Key, "message", StringComparison.OrdinalIgnoreCase)).Select(member => (string)member.Value).FirstOrDefault();
        }

        if (string.IsNullOrEmpty(message))
        {
            _problems.Add(Error + " has no message");
        }

        if (ErrorShape is string name)
        {
            if (_model.Shape(name)["error"]?["httpStatusCode"] is JsonNode status && (int)status != Status)
            {
                _problems.Add(Error + " has the status " + Status + ", not " + status);
            }
        }
        else if (!CommonErrors.Has(_model.Protocol, Error))
        {
            _problems.Add(Error + " is not an error of the operation: " + Body);
        }

        if (Status is < 300 or > 499)
        {
            _problems.Add(Error + " has the status " + Status);
        }
    }
}
