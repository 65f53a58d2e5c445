using KubeSharp.Cel.Functions;

namespace KubeSharp.Cel.Syntax.Expressions;

/// <summary>A call of a function, an operator, or a member function of a target.</summary>
internal sealed class CallExpr(int position, string function, Expr? target, IReadOnlyList<Expr> arguments) : Expr(position)
{
    /// <summary>The checker makes a name of target and function where they form one (<c>ip.isCanonical</c>).</summary>
    public string Function { get; set; } = function;

    public Expr? Target { get; set; } = target;

    public IReadOnlyList<Expr> Arguments { get; } = arguments;

    /// <summary>Those that fit the types; set by the checker.</summary>
    public IReadOnlyList<Overload> Overloads { get; set; } = [];
}
