OUTLET_COMPARE.put("t-fec74b087d86",[["Outlet not given","a/fec74b087d86/index.html","",[["s-fa75ce0097",1,"A loose note about lamps."]]]]);
