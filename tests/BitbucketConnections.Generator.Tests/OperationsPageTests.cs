using System.IO;
using System.Linq;
using BitbucketConnections.Generator.Models;
using BitbucketConnections.Generator.Operations;

namespace BitbucketConnections.Generator.Tests;

public sealed class OperationsPageTests
{
    [Fact]
    public void The_page_of_operations_is_what_models_engine_and_sandbox_give()
    {
        var services = Checkout.Services.Select(s => (ServiceModel.Read(Checkout.Repository, s.Key), s.Value));

        Assert.Equal(
            OperationsPage.Write(services, Checkout.Engine, Sandbox.SandboxServices.Operations()),
            File.ReadAllText(Path.Combine(Checkout.Repository.Root, "docs", "operations.md")));
    }

    [Fact]
    public void The_sandbox_answers_no_operation_that_AWS_does_not_have() => Assert.Empty(
        from service in Sandbox.SandboxServices.Operations()
        from operation in service.Value
        where !ServiceModel.Read(Checkout.Repository, service.Key).OperationNames.Contains(operation)
        select $"{service.Key} {operation}");
}
