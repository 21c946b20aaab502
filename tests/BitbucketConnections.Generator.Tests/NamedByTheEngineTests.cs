using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Generator.Models;
using BitbucketConnections.Generator.Operations;

namespace BitbucketConnections.Generator.Tests;

public sealed class NamedByTheEngineTests
{
    [Theory]
    [MemberData(nameof(Checkout.Clients), MemberType = typeof(Checkout))]
    public void Every_operation_of_a_client_is_called_by_the_engine_or_by_a_test(string service)
    {
        var client = Checkout.Services[service].Client!;

        Assert.All(client.Operations, o => Assert.Contains(Checkout.Users, u => u.CallsIn("Amazon." + client.Package, o + "Async")));
    }

    [Theory]
    [MemberData(nameof(Checkout.Clients), MemberType = typeof(Checkout))]
    public void Every_class_that_only_responses_have_is_used_by_the_engine_or_by_a_test(string service)
    {
        var client = Checkout.Services[service].Client!;
        var model = ServiceModel.Read(Checkout.Repository, service);
        var operations = client.Operations.Select(o => model.Operations[o]).ToList();
        var asked = model.Reach(operations.Select(o => o.Input).OfType<string>());
        var answers = operations.Select(o => o.Output).OfType<string>().ToList();
        var space = "Amazon." + client.Package;
        var classes = model.Reach(answers, client.LeaveOut).Except(asked).Except(answers).Select(model.Shape).Where(s => s.IsEnum || s.Type == "structure")
            .Select(s => $"{space}.{(s.IsEnum ? string.Empty : "Model.")}{(client.Rename.TryGetValue(s.Name, out var name) ? name : char.ToUpperInvariant(s.Name[0]) + s.Name[1..])}");

        // Add classes without a reader to 'leaveOut' of services.json.
        Assert.All(classes, c => Assert.Contains(Checkout.Users, u => u.Names(c)));
    }

    [Theory]
    [MemberData(nameof(Checkout.All), MemberType = typeof(Checkout))]
    public void A_model_has_the_shapes_of_all_operations_of_the_module_and_the_sandbox(string service)
    {
        var model = ServiceModel.Read(Checkout.Repository, service);
        var used = model.OperationNames.Where(o => OperationsPage.IsCalled(Checkout.Engine, Checkout.Services[service], o))
            .Union(Sandbox.SandboxServices.Operations().GetValueOrDefault(service) ?? []);

        Assert.Empty(used.Except(model.Operations.Keys));
    }

    [Fact]
    public void Operation_names_in_the_engine_s_own_client_count_as_calls()
    {
        Assert.False(Checkout.Engine.CallsIn("Amazon.CodePipeline", "UpdatePipelineAsync"));
        Assert.True(OperationsPage.IsCalled(Checkout.Engine, Checkout.Services["codepipeline"], "UpdatePipeline"));
        Assert.False(OperationsPage.IsCalled(Checkout.Engine, Checkout.Services["codepipeline"], "PutJobSuccessResult"));
        Assert.True(OperationsPage.IsCalled(Checkout.Engine, Checkout.Services["s3"], "CreateBucket"));
        Assert.False(OperationsPage.IsCalled(Checkout.Engine, Checkout.Services["s3"], "DeleteBucket"));
    }
}
