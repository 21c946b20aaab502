using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BitbucketConnections.Architecture.Tests;

/// <summary>
/// Finds what a compiled type refers to: in base types, signatures, attributes, methods, and in its nested types, to which the compiler adds its own for
/// lambdas, iterators and asynchronous methods. A constant of another class and <c>nameof</c> leave no reference in an assembly.
/// </summary>
internal static class TypeReferences
{
    public static IEnumerable<TypeReference> Of(TypeDefinition type) => Direct(type).SelectMany(Parts);

    /// <summary>Gets the outermost type around a nested one; the type itself when it is not nested.</summary>
    public static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<TypeReference?> Direct(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.SelectMany(i => new[] { i.InterfaceType }.Concat(Attributes(i))),
        .. Attributes(type),
        .. Constraints(type),
        .. type.Fields.SelectMany(f => new[] { f.FieldType }.Concat(Attributes(f))),
        .. type.Properties.SelectMany(Attributes),
        .. type.Events.SelectMany(Attributes),
        .. type.Methods.SelectMany(OfMethod),
        .. type.NestedTypes.SelectMany(Direct),
    ];

    private static IEnumerable<TypeReference?> OfMethod(MethodDefinition method) =>
    [
        method.ReturnType,
        .. Attributes(method),
        .. Attributes(method.MethodReturnType),
        .. Constraints(method),
        .. method.Parameters.SelectMany(p => new[] { p.ParameterType }.Concat(Attributes(p))),
        .. method.HasBody ? OfBody(method.Body) : [],
    ];

    private static IEnumerable<TypeReference?> OfBody(MethodBody body) =>
    [
        .. body.Variables.Select(v => v.VariableType),
        .. body.ExceptionHandlers.Select(h => h.CatchType),
        .. body.Instructions.SelectMany(i => OfOperand(i.Operand)),
    ];

    private static IEnumerable<TypeReference?> OfOperand(object? operand) => operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MemberReference member => [member.DeclaringType],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Constraints(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(p => p.Constraints.Select(c => c.ConstraintType).Concat(Attributes(p)));

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) => provider.CustomAttributes.SelectMany(a => new[] { a.AttributeType }
        .Concat(a.ConstructorArguments.Concat(a.Properties.Select(p => p.Argument)).Concat(a.Fields.Select(f => f.Argument)).SelectMany(Values)));

    private static IEnumerable<TypeReference?> Values(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [argument.Type, type],
        CustomAttributeArgument boxed => Values(boxed),
        CustomAttributeArgument[] list => list.SelectMany(Values),
        _ => [argument.Type],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        IModifierType modified => [.. Parts(modified.ModifierType), .. Parts(modified.ElementType)],
        TypeSpecification of => Parts(of.ElementType),
        _ => [type],
    };
}
