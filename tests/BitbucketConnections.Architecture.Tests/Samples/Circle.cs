namespace BitbucketConnections.Architecture.Tests.Samples.Left
{
    internal abstract class Hand
    {
        public abstract Right.Glove Give();
    }
}

namespace BitbucketConnections.Architecture.Tests.Samples.Right
{
    internal abstract class Glove
    {
        public void Fit(object hand) => Back.Turn(hand as Left.Hand);
    }

    internal static class Back
    {
        public static object? Turn(object? value) => value;
    }
}

namespace BitbucketConnections.Architecture.Tests.Samples.Above
{
    internal sealed class Head : Right.Glove;
}
