using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Syntax.Expressions;

/// <summary>A node of the syntax tree. The checker writes down its type.</summary>
internal abstract class Expr(int position)
{
    /// <summary>In code points from the start of the source.</summary>
    public int Position { get; } = position;

    public CelType Type { get; set; } = CelType.Dyn;
}
