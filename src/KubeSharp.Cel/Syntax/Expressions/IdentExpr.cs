namespace KubeSharp.Cel.Syntax.Expressions;

/// <summary>A name. A leading dot is kept in it.</summary>
internal sealed class IdentExpr(int position, string name) : Expr(position)
{
    public string Name { get; } = name;

    /// <summary>What the name stands for, set by the checker: the name of a variable, or a type as a value.</summary>
    public Values.CelValue Constant { get; set; }
}
