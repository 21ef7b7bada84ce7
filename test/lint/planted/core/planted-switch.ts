type Shape = { readonly kind: 'round' } | { readonly kind: 'square' };
export function corners(shape: Shape): number {
  switch (shape.kind) {
    case 'round':
      return 0;
  }
  return 4;
}
