using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Cel;
using KubeSharp.Cel.Schemas;
using KubeSharp.Cel.Types;

namespace KubeSharp.ApiServer.CustomResources.Rules;

/// <summary>Compiles the rules of one place in a schema, where <c>self</c> is the value there and <c>oldSelf</c> what it was.</summary>
internal sealed class RuleCompiler(DeclaredType type)
{
    private const string OldSelf = "oldSelf";

    private readonly CelEnvironment _environment = CelEnvironment.Kubernetes.With(("self", type.Type), (OldSelf, type.Type));
    private CelEnvironment? _optional;

    public CompiledRule Compile(ValidationRule rule)
    {
        var environment = rule.OptionalOldSelf == true
            ? _optional ??= CelEnvironment.Kubernetes.With(("self", type.Type), (OldSelf, CelType.Optional(type.Type)))
            : _environment;
        var compiled = new CompiledRule(rule);
        try
        {
            var program = environment.Compile(rule.Rule);
            compiled = program.ResultType.Kind == CelTypeKind.Bool
                ? compiled with { Program = program, UsesOldSelf = program.Uses(OldSelf) }
                : compiled with { Error = "cel expression must evaluate to a bool" };
        }
        catch (CelCompileException e)
        {
            compiled = compiled with { Error = "compilation failed: " + e.Message };
        }

        return rule.MessageExpression.Length == 0 ? compiled : WithMessage(compiled, environment);
    }

    private static CompiledRule WithMessage(CompiledRule compiled, CelEnvironment environment)
    {
        try
        {
            var program = environment.Compile(compiled.Rule.MessageExpression);
            return program.ResultType.Kind == CelTypeKind.String
                ? compiled with { Message = program }
                : compiled with { MessageError = "messageExpression must evaluate to a string" };
        }
        catch (CelCompileException e)
        {
            return compiled with { MessageError = "messageExpression compilation failed: " + e.Message };
        }
    }
}
